/** A task → the same task for a server that wants short answers: the first claims, and no more. */
import type { AnswerTask } from './answer-task.ts';

const MOST_CLAIMS = 3;

export function briefly(task: AnswerTask): AnswerTask {
  return {
    ...task,
    extract: () => task.extract().slice(0, MOST_CLAIMS),
    ...(task.fill && {
      fill: (claims) => task.fill?.(claims).slice(0, Math.max(0, MOST_CLAIMS - claims.length)) ?? [],
    }),
    mostClaims: Math.min(task.mostClaims ?? MOST_CLAIMS, MOST_CLAIMS),
  };
}

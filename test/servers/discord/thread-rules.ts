/** Documented limits of new threads, and of the first message of a post in a forum. */
import { lengthProblem } from './component-rules.ts';
import { messageIssues } from './message-rules.ts';
import type { Issue } from './violations.ts';
import type { ThreadBody } from './wire.ts';

const archiveTimes = [60, 1440, 4320, 10_080];

export function threadIssues(body: ThreadBody, withFiles: boolean): Issue[] {
  const { name, auto_archive_duration, applied_tags, message } = body;
  const problems = lengthProblem('a name', name?.trim(), 1, 100);
  if (auto_archive_duration != null && !archiveTimes.includes(auto_archive_duration)) {
    problems.push(`a thread is archived after ${archiveTimes.join(', ')} minutes, not ${auto_archive_duration}`);
  }
  if ((applied_tags?.length ?? 0) > 5) problems.push('a post has 5 tags at most');
  const own = problems.map((problem) => ({ path: '/name', code: 'THREAD', message: problem }));
  return message
    ? [...own, ...messageIssues(message, { at: '/message', edit: false, mayBeEphemeral: false, withFiles })]
    : own;
}

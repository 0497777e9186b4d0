/** Who talks where, at once: questions are let in, or asked to wait, which is said once and then no more until it is quiet. */

import { sayCounted, type Words } from '../../domain/words.ts';

/** Questions that one reader may have open, and that may be open in one channel. */
const MOST_PER_READER = 2;
const MOST_PER_PLACE = 4;

export type Turn =
  | { readonly kind: 'go'; leave(): void }
  /** `say` is missing when it was said already. */
  | { readonly kind: 'wait'; readonly say?: Words };

export interface TurnTaking {
  enter(reader: string, place: string): Turn;
}

export function createTurnTaking(): TurnTaking {
  const open = new Set<{ readonly reader: string; readonly place: string }>();
  const told = new Set<string>();
  const count = (of: 'reader' | 'place', id: string) => [...open].filter((question) => question[of] === id).length;
  const tell = (whom: string, sentence: Words): Turn => {
    if (told.has(whom)) return { kind: 'wait' };
    told.add(whom);
    return { kind: 'wait', say: sentence };
  };
  return {
    enter(reader, place) {
      const mine = count('reader', reader);
      if (mine >= MOST_PER_READER) {
        return tell(
          reader,
          sayCounted(
            {
              one: 'I am still working on {count} of your questions. Please ask again when one is answered.',
              other: 'I am still working on {count} of your questions. Please ask again when one is answered.',
            },
            mine,
          ),
        );
      }
      const here = count('place', place);
      if (here >= MOST_PER_PLACE) {
        return tell(
          place,
          sayCounted(
            {
              one: 'I am answering {count} question here. Please ask again in a moment, or in a thread.',
              other: 'I am answering {count} questions here. Please ask again in a moment, or in a thread.',
            },
            here,
          ),
        );
      }
      const question = { reader, place };
      open.add(question);
      return {
        kind: 'go',
        leave() {
          open.delete(question);
          if (!count('reader', reader)) told.delete(reader);
          if (count('place', place) < MOST_PER_PLACE) told.delete(place);
        },
      };
    },
  };
}

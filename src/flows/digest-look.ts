/** A digest → the messages of its post, in the language of its subscription. */
import type { DigestLook } from '../domain/digest-look.ts';
import { messageIn } from '../domain/in-language.ts';
import type { Languages } from '../domain/languages.ts';
import { textIn } from '../domain/words.ts';
import { renderDigest } from '../render/digest.ts';
import { titleOf } from '../render/digest-parts.ts';

/** @param fallback what a subscription reads in that says nothing, as BCP 47 writes it; English without it */
export function createDigestLook(languages: Languages, fallback?: string): DigestLook {
  return ({ language = fallback, style }, digest) => {
    const catalogue = languages.of(language);
    const { messages, thread } = renderDigest(digest, style);
    return {
      title: textIn(titleOf(digest), catalogue),
      messages: messages.map((message) => messageIn(message, catalogue)),
      inThread: (thread?.messages ?? []).map((message) => messageIn(message, catalogue)),
    };
  };
}

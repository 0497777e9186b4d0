/** Whether a text is English, told by its letters and little words. When in doubt it is: what is checked of English is more. */

/** Little words that no other language of these letters has. */
const ENGLISH = words(
  `the of and to is that for with are by it this from be which their than its these can has have not we our while but
  more when into both such they between using how also only without each does`,
);
/** English too, so that they tell nothing. */
const AMBIGUOUS = words('a an as at al et do i in is it no on per so to or was me van till men son con be he la');
/** Little words of other languages in Latin letters, without those that English has too. */
const OTHERS = words(`
  der die das und ist nicht mit ein eine einen einem einer auf für von dem den des im zum zur werden wird durch als auch
  bei sich über sind oder wie aus nach dass haben kann um nur mehr
  le la les des du et est une dans pour par sur avec qui que ce cette ces sont aux au plus ne pas sans leur ses il elle
  entre être
  el los las y es en un una del por con se para como su sus lo más sin sobre entre al son que
  il lo gli di che è nel della delle dei degli per una sono con non più dal alla anche tra
  o os as da do das dos em um uma não mais com para pela pelo são ao às é
  de het een van en niet dat zijn wordt met voor op te aan ook deze door bij naar
  och att det som är för på av inte till den med har ett kan
  og at er på til af ikke som det en et med kan
  i w na z że jest się nie do oraz są przez dla jak od po
  ve bir bu ile için olarak daha olan da de
  và của là các được trong cho với không một những
  ja on ei että se sen ovat kuin myös tai
  dan yang di dari untuk dengan ini pada adalah tidak dalam
  a az és hogy nem egy is
  si este pe cu din care sunt în
`);
const LATIN = /\p{Script=Latin}/u;

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** Two little words of it, and more than of other languages: no doubt is left. */
export function isSurelyEnglish(text: string): boolean {
  const { isLatin, english, foreign } = littleWords(text);
  return isLatin && english >= 2 && english > foreign;
}

/** Other languages must have two little words, and more than English has. */
export function readsAsEnglish(text: string): boolean {
  const { isLatin, english, foreign } = littleWords(text);
  return isLatin && (foreign < 2 || foreign <= english);
}

function littleWords(text: string) {
  const letters = text.match(/\p{L}/gu) ?? [];
  const isLatin = letters.filter((letter) => LATIN.test(letter)).length >= letters.length * 0.6;
  const found = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const english = found.filter((word) => ENGLISH.has(word)).length;
  const foreign = new Set(found.filter((word) => OTHERS.has(word) && !ENGLISH.has(word) && !AMBIGUOUS.has(word))).size;
  return { isLatin, english, foreign };
}

/** What a question asks for, by its words. Pure. */
import { findArxivIds } from '../domain/paper.ts';
import type { Intent } from '../domain/question-reading.ts';
import { askedPaper } from './asked-paper.ts';
import { asksForPapers, PAPER_WORD } from './asks-for-papers.ts';

/** Of this moment for certain; a question on research about it ("Do models predict the weather?") is none of these. */
const LIVE = new RegExp(
  [
    String.raw`\bprice of (?:an? )?(?:bitcoin|ethereum|gold|silver|oil|gas|(?:\w+ )?(?:stocks?|shares?))\b|\b(?:bitcoin|btc|ethereum|gold|oil|stock|share) prices?\b|\bexchange rate\b|\bis bitcoin worth\b`,
    String.raw`\b(?:what|how)(?:['’]?s| is| will be| was) the (?:weather|temperature outside)\b|\bweather (?:forecast )?(?:today|tomorrow|tonight|in [\p{L}]+\s*\??$)|\bwill it (?:rain|snow)\b`,
    String.raw`\bwho (?:won|is winning|wins) (?:the )?(?:[\p{L}\p{N}'’-]+ ){0,4}?(?:game|match|election|elections|cup|super bowl|league|oscars?|race|final|title|medal|olympics|grand prix|tournament)\b`,
    String.raw`\bwhat(?:['’]?s| is)? (?:the )?(?:(?:current )?time(?: is it)?|day is it|date is it|(?:today['’]s |current )date)(?: now| today| in [\p{L}\s]+)?\s*\??$`,
    String.raw`\bwho(?:['’]?s| is|(?: else)? is) (?:currently |now )?online\b|\bhow many (?:people|members|users) are (?:online|here|in (?:this|the) (?:server|channel))\b`,
    String.raw`\bwho is the (?:current )?(?:president|prime minister|chancellor|king|queen|mayor)\b|\bcurrent ceo\b|\b(?:news headlines|today['’]s headlines|breaking news)\b`,
    String.raw`\bhow many (?:github )?(?:stars|followers) (?:does|do|has|have)\b|\bis \S+ (?:down|offline) (?:right now|now|today)\b`,
  ].join('|'),
  'iu',
);
const OF_RESEARCH =
  /\b(?:papers?|research|studies|models?|LLMs?|agents?|neural|networks?|methods?|predict\w*|forecasting|forecasters?|learn\w*|train\w*|benchmarks?|datasets?)\b/i;

const HYPERPARAMETER =
  '(?:learning[- ]rates?|batch[- ]sizes?|optimi[sz]ers?|weight decay|dropout(?: rate)?|warm-?up(?: steps)?|(?:random )?seeds?|hyper-?parameters?|sampling temperature|(?:training )?(?:epochs|steps|iterations)|(?:gpus?|tpus?)(?:[- ]hours)?|system prompts?|(?:exact )?prompts?)';
const FULL_TEXT: readonly RegExp[] = [
  /\b(?:[Tt]able|[Ff]igure|[Ff]ig\.?|[Ss]ection|[Aa]ppendix|[Ee]quation|[Ee]q\.?|[Aa]lgorithm|[Tt]heorem|[Ll]emma|[Pp]roposition|[Cc]orollary|[Ff]ootnote|[Pp]age)s? \(?(?:\d{1,3}|[IVX]{1,4}|[A-HJ-Z])(?:\.\d{1,2})*\)?(?![\p{L}\p{N}+-])/u,
  /\b(?:the|its|their) (?:appendix|appendices|acknowledge?ments|bibliography|footnotes?|ablation table|related[- ]work section|full text|raw numbers)\b|\bfull[- ]text\b/i,
  new RegExp(
    String.raw`\b(?:what|which|how many)\b.{0,40}\b${HYPERPARAMETER}\b.{0,60}\b(?:did|was|were|used|they|authors)\b|\b(?:did|they|authors)\b.{0,60}\buse.{0,40}\b${HYPERPARAMETER}\b|\bwhat (?:is|was|are|were) the ${HYPERPARAMETER} (?:of|in|for) (?:the )?(?:(?-i:[\p{L}\p{N}.+-]*[\p{Lu}\p{N}])|paper)`,
    'iu',
  ),
  /\b(?:in|does|of) (?:the|their|its) (?:source )?code\b(?! (?:available|released|public|open|generation|base of))|\bshow me the (?:source )?code\b/i,
];
const WHERE_IS_CODE =
  /\b(?:where|link|url|address)\b.{0,40}\b(?:code|repo|repository|github|weights|checkpoints?|project page|pdf)\b|\b(?:is|are) (?:the(?:ir|re)?|its|there) (?:any )?(?:source |official )?(?:code|repo|repository|weights)\b|\bis there (?:an? |any )?(?:github |source |official |public )*(?:code|repo|repository|implementation)\b|\bhas (?:its |their )?code\b|\b(?:code|repo|github) (?:link|url|address)\b/i;

const TWO = String.raw`\S.{0,200}?(?:,| and | with | to | against | &)\s?\S`;
const NAMED = String.raw`\S{0,40}(?:\p{L}\p{Lu}|\p{N}|\p{Lu}\p{L})\S{0,40}`;
const COMPARISON: readonly RegExp[] = [
  /(?:^|\s)(?:vs\.?|versus)(?=\s|$)/i,
  new RegExp(
    String.raw`\b(?:compare|contrast|comparison (?:of|between)) (?!(?:the |different |various |recent |existing )*(?:papers|work|works|research|approaches|methods|ways|techniques|models) (?:on|for|to|of|in|about)\b)${TWO}`,
    'i',
  ),
  new RegExp(
    String.raw`(?i:\bdifferences? between) (?:the )?(?:${NAMED}.{0,100}? and |.{1,100}? and (?:the )?${NAMED})|(?i:\bhow (?:does|do)) .{0,100}?${NAMED}.{0,60}? (?:differ from|compare (?:to|with)) .{0,60}?${NAMED}|(?i:\b(?:better|worse|faster|cheaper|stronger|more accurate)\b).{0,60}? ${NAMED},? or (?:the )?${NAMED}|(?i:^is|^are) (?:the )?${NAMED}.{0,60} than (?:the )?${NAMED}|(?i:\bdo(?:es)?) (?:the )?${NAMED} and (?:the )?${NAMED} differ`,
    'u',
  ),
];

const NEWEST = new RegExp(
  String.raw`\bwhat(?:['’]?s| is| are)(?: the)? (?:new|newest|latest)\b|\b(?:anything|something) new\b|\b(?:newest|latest|most recent|brand[- ]new) (?:[\p{L}\p{N}-]+ ){0,3}?(?:${PAPER_WORD}|advances|developments|progress|news)\b|\b(?:newest|latest|most recent)(?: ones)?(?: (?:on|in|about|from|by|first)\b|\s*\??$)|\b(?:sort(?:ed)?|order(?:ed)?) by (?:date|day|newest)\b|\bnew papers\b|\bjust (?:came|come) out\b|\bwhat came out\b`,
  'iu',
);
const NEWEST_IN_WORDS = /^(?:the )?(?:newest|latest|most recent)\b/i;
const MOST_UPVOTED =
  /\b(?:most|highest)[- ](?:up-?voted|voted|liked)\b|\bmost (?:up)?votes\b|\b(?:most popular|most discussed|best[- ]rated|highest[- ]rated|trending|popular|hot|hottest|top|top[- ]rated) (?:\d+ )?(?:[\p{L}\p{N}-]+ ){0,3}?papers?\b|\bpapers? .{0,80}\b(?:most popular|trending|popular)\b|\bwhat(?:['’]?s| is| are)(?: the)? (?:trending|hot|popular|most popular)\s*(?:\?|$|in\b|on\b|this\b|right\b|now\b|today\b)|\b(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?) by (?:up-?votes|votes|popularity)\b/iu;
const THEME =
  /\bwhat (?:is|['’]?s) (?:currently |already )?known (?:about|on|of)\b|\bwhat (?:does|do) (?:the )?(?:literature|research|papers|studies|recent work|current work) (?:say|show|tell|suggest)\b|\bstate[- ]of[- ]the[- ]art (?:in|on|for|of)\b|\b(?:an )?overview (?:of|on)\b|\btrends? (?:in|on)\b|\b(?:main|current|common|different|recent|existing) (?:approaches|directions|themes|ideas|methods|techniques) (?:to|in|for|of|on)\b|\b(?:which|what) (?:kinds? of )?(?:methods|approaches|techniques|explanations|ideas) (?:are there|exist|have been|do (?:people|researchers))\b|\bopen (?:problems|questions) (?:in|on|of)\b|\b(?:summari[sz]e|summary of) (?:the )?(?:research|work|papers|literature|field)\b|\bhow has .{1,80} (?:developed|evolved|changed|progressed)\b|\btell me about\b|\bwhat(?: is|['’]?s) happening in\b/i;
/** "Work" alone is a verb as well. */
const LISTED =
  '(?:papers|articles|publications|preprints|literature|surveys|(?:research|works?)(?= (?:on|about|by|from|that|in)(?!\\p{L})))';
const LIST = new RegExp(
  String.raw`\b(?:list|find|show|give|recommend|suggest|get|search|need|want|looking for|interested in)(?: (?!the\b|this\b|that\b)[\p{L}\p{N}-]+){0,5}? ?${LISTED}(?!\p{L})|\b(?:which|what|any|are there|how many) (?:[\p{L}\p{N}-]+ ){0,3}?(?:papers|articles|publications|preprints|surveys)\b|^(?:[\p{L}\p{N}'’-]+ ){0,3}(?:papers|(?:recent|related|new|prior|latest) works?|^work|research|articles|surveys) (?:on|about|of|by|from|that|which|with|in|for|written|authored|published)\b|\b(?:anything|something) (?:on|about|from|by)\b|^list\b|\bpapers$|^papers\b`,
  'iu',
);
const ONE_PAPER =
  /(?<!^|^in )\b(?:the|this|that) (?:[\p{L}\p{N}+.-]+ ){0,4}paper\b(?! (?:folding|cut|plane|industry|review))|\bwho (?:wrote|are the authors of|authored)\b|\b(?:tl;?dr|summary) of (?:the )?(?-i:[\p{L}\p{N}.+-]*[\p{Lu}\p{N}])|\bsummari[sz]e (?:the )?(?-i:[\p{L}\p{N}.+-]*[\p{Lu}\p{N}])/iu;

/** Longer texts are descriptions, in which the words of a request stand by chance. */
const LONGEST = 300;

/**
 * @param masked the question with its quotations masked, so that their words do not count
 * @param question the question as it is
 */
export function findIntent(masked: string, question: string): Intent {
  const ids = findArxivIds(question).length;
  if (masked.length > LONGEST) return ids ? (ids > 1 ? 'comparison' : 'paper') : 'question';
  if (LIVE.test(masked) && !OF_RESEARCH.test(masked)) return 'live';
  if (WHERE_IS_CODE.test(masked)) return 'paper';
  if (FULL_TEXT.some((pattern) => pattern.test(masked))) return 'full-text';
  if (ids > 1 || COMPARISON.some((pattern) => pattern.test(masked))) return 'comparison';
  if (MOST_UPVOTED.test(masked)) return 'most-upvoted';
  if (NEWEST.test(masked) || (NEWEST_IN_WORDS.test(masked) && asksForPapers(masked))) return 'newest';
  if (ids && !LIST.test(masked)) return 'paper';
  if (THEME.test(masked)) return 'theme';
  if (LIST.test(masked)) return 'list';
  return askedPaper(question) !== undefined || ONE_PAPER.test(masked) ? 'paper' : 'question';
}

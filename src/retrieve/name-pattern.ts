/** What names of authors and organisations look like in a question, as pieces of regular expressions. Pure. */

/** Words with a capital that open a question or stand after "by" and "from", and are nobody's name. */
const NO_NAME = [
  'I|AI|A|An|The|And|Or|But|Not|In|On|Of|For|With|What|Who|Whose|It|That|There|Here|Today|Yesterday|Let|How|Where|When|Why|Which',
  'This|These|Those|She|One|Everyone|Any|All|My|Our|Your|Its|Their|New|Latest|Newest|Recent|Best|Top|Most|Some',
  'Does|Do|Did|Has|Have|Had|Is|Are|Was|Were|Can|Could|Should|Would|Will|By|From|About|As|Does|If|Since|Using|Between',
  'Compare|Find|List|Show|Give|Explain|Search|Summari[sz]e|Describe|Tell|Get|Recommend|Papers?|Works?|Research|Articles?',
  'Means|Default|Design|Hand|Scratch|Training|Learning|Humans?|Models?|Language|Large|Agents?|LLMs?|VLMs?|MLLMs?|RL|ML|NLP|GPT',
  'Wikipedia|GitHub|Reddit|Twitter|YouTube|ImageNet|English|Chinese|Python|arXiv|ArXiv',
  'NeurIPS|NIPS|ICLR|ICML|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|AAAI|IJCAI|KDD|SIGIR|SIGGRAPH|ICRA|IROS|CoRL|COLM|TMLR|JMLR',
  'January|February|March|April|May|June|July|August|September|October|November|December',
].join('|');
const PARTICLE = '(?:van|von|der|den|ter|ten|de|del|della|di|da|dos|du|la|le|bin|ibn|al|el|af|zu)';
const INITIALS = String.raw`\p{Lu}\.(?:-?\p{Lu}\.)*`;
const END = String.raw`(?![\p{L}\p{N}\p{M}+]|[-.]\p{N})`;
/** Hyphens, apostrophes and dots may be inside. No digit, or it is the name of a model ("GPT-4"). */
const CAPITAL = String.raw`(?!(?:${NO_NAME})(?![\p{L}\p{M}-]))(?:${INITIALS}|\p{Lu}[\p{L}\p{M}]*(?:[-'’&.](?!s(?!\p{L}))[\p{L}\p{M}]+)*)${END}`;
const INSTITUTE = `(?:University|Institute|Academy|School|College|Laboratory|Labs?|Center|Centre|Department) (?:of|for) (?:${CAPITAL}|AI${END})`;
const WORD = `(?:(?:${PARTICLE} |al-|el-){0,3}(?:${INSTITUTE}|${CAPITAL}))`;
/** Behind a first word, so that "Meta AI" is a name and "by AI" is none. */
const FURTHER_WORD = `(?:${WORD}|(?:AI|Research)${END})`;
/** Scripts without capitals: Chinese, Arabic, Hebrew, Devanagari … */
const OTHER_SCRIPT = String.raw`[\p{Lo}\p{M}·・]{2,20}(?: [\p{Lo}\p{M}·・]{2,20}){0,3}`;
/** A masked quotation; see `find-phrases.ts`. */
const QUOTATION = '[\ue000-\uf8ff]';
const NAME = `(?:${WORD}(?: ${FURTHER_WORD}){0,4}|${OTHER_SCRIPT}|${QUOTATION})`;
const BETWEEN = '(?:, (?:and |or |& )?| and | or | & )';

/** One name or several: "Ada Lovelace, Alan Turing and Example Lab". */
export const NAMES = `(?:${NAME}(?:${BETWEEN}${NAME}){0,7})`;
/** Nothing of a word stands before. */
export const START = String.raw`(?<![\p{L}\p{N}\p{M}'’.&-])`;
/** One to three words in small letters and what ends them; for places where hardly anything but a name can stand. */
export const SMALL_NAME = String.raw`(?:\p{Ll}[\p{L}\p{M}'’-]*(?: \p{Ll}[\p{L}\p{M}'’-]*){0,2}?)(?=\s*$|\s*[?.!,;:]| (?:on|about|in|for|since|with|that|which|from|but|please)(?!\p{L}))`;

const NO_SMALL_NAME =
  /(?:^| )(?:using|means|default|design|hand|scratch|last|this|past|next|the|an?|my|our|your|their|its|each|every|all|any|others?|many|most|some|various|different|several|people|humans?|models?|llms?|agents?|authors?|researchers?|students?|machines?|ai|women|men|upvotes?|votes?|popularity|topics?|dates?|days?|weeks?|months?|years?|name|title|relevance|number|order|category|arxiv|conferences?|journals?|industry|academia|january|february|march|april|may|june|july|august|september|october|november|december|today|yesterday|images?|videos?|text|data|papers?|not|and|or|now|here|there|me|you|us|them|him|her|it|\p{L}{3,}ing)(?= |$)/iu;

/** Whether words in small letters can be a name at all: "papers by year" are by nobody. */
export function mayBeSmallName(words: string): boolean {
  return !NO_SMALL_NAME.test(words);
}

/** "A, B and C" → each of them. */
export function splitNames(names: string): string[] {
  return names.split(new RegExp(BETWEEN, 'u')).filter(Boolean);
}

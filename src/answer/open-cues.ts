/** How a sentence reads in which authors say what is not done, not known or does not work yet. */
import { readsAsOrder } from '../domain/text/orders.ts';

/** What is left for others, or said to be unsolved. */
const FUTURE =
  /\b(?:future (?:work|research|studies) (?:will|should|could|must|needs?|is|includes?|on how)|leav\w+ .{0,60}\b(?:for|to) (?:future|later|others)|open (?:problems?|questions?|challenges?|issues?)|remains? (?:an? )?(?:open|unsolved|unanswered|to be)|requires? further (?:investigation|research|study|work)|more (?:research|work|studies) (?:is|are) needed|calls? for (?:further|more|new))\b/i;
/** What does not work, of this work or of all that was measured. */
const SHORTCOMING =
  /\b(?:limitations? (?:of|in) (?:our|this (?:work|study|paper)|the proposed)|(?:discuss|acknowledge|note)\w* .{0,40}\blimitations?|still (?:fails?|struggles?|lags?|falls?|far|below|perform\w* (?:poorly|worse))|far (?:from|below|behind) (?:human|solved|perfect|satisf\w+|optimal|expert|adequate|reliable|being)|lags? (?:far )?behind|even (?:the )?(?:best|strongest|most|state-of-the-art|leading|frontier|advanced|top).{0,80}\b(?:only|fails?|struggles?|below|less than|under)|(?:do|does) not (?:generali[sz]e|transfer|scale|hold)|fails? to (?:generali[sz]e|transfer|scale)|at the (?:cost|expense) of|room for improvement|remains? (?:a )?(?:challeng\w+|difficult|limited|elusive|unresolved)|(?:reveal|show|find|expose|highlight|uncover|underscore)\w* .{0,80}\b(?:gaps?|limitations?|weakness\w*|shortcomings?|failures?|struggle\w*|degrad\w+|fails?))\b/i;
/** What the field lacks, which is often what the paper goes on to do, or only that something is discussed. */
const GAP =
  /\b(?:remains? (?:largely |poorly |relatively |still )?(?:unclear|under-?explored|under explored|unexplored|unknown|under-?studied|understood)|poorly understood|little is known|is unclear|under-?explored|(?:outline|discuss|suggest|identify|highlight)\w* .{0,60}\bfuture (?:directions?|work|research))\b/i;
/** What it says of others' shortcomings leads to what it does; nothing is left open. */
const SOLVED =
  /^(?:to (?:address|overcome|tackle|bridge|mitigate|fill|solve|close|alleviate|remedy|resolve)|motivated by|in response)\b|\b(?:we|this (?:paper|work)|our (?:method|approach))\b.{0,40}\b(?:propos|introduc|present|develop|design|address|overcom|tackl|bridg|mitigat|fill|clos|exploi|leverag)\w*/i;
/** "Released to facilitate future research": nobody says what is left to do. */
const PROMOTION =
  /\b(?:facilitat|foster|inspir|support|advanc|insights?|benefit|pav|releas|catalys|catalyz|accelerat|encourag|guid|inform|foundation|groundwork|contribut|enabl)\w*\b.{0,60}\bfuture\b/i;

/** 3: left for others; 2: does not work yet; 1: not known; 0: nothing of the kind, or an order to a model. */
export function opennessOf(text: string): number {
  if (readsAsOrder(text) || SOLVED.test(text) || PROMOTION.test(text)) return 0;
  return FUTURE.test(text) ? 3 : SHORTCOMING.test(text) ? 2 : GAP.test(text) ? 1 : 0;
}

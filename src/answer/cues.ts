/** How a sentence of an abstract reads that says what a paper is, what came out, or what is left open. */

export const PROPOSAL = /\b(?:propos\w+|introduc\w+|present(?:s|ed)?|develop\w*|we study|is an?|are an?|design\w*)\b/i;
export const WAY = /\b(?:framework|method|approach|model|benchmark|dataset|data set)\b/i;
export const RESULT =
  /\b(?:outperform\w*|achiev\w+|improv\w+|results?|experiments?|state of the art|state-of-the-art|surpass\w*|beats?|exceeds?|reduc\w+|lowers?|raises?|gains?|scores?|accuracy|reach\w*|on par)\b/i;
/** "We propose …", "This paper studies …": the authors say what they did. */
export const CONTRIBUTION =
  /\b(?:we|this (?:paper|work|study|article)|our (?:paper|work))\s+(?:(?:also|further|first|then|therefore|thus|here|instead|empirically|theoretically)\s+)*(?:propos|introduc|present|develop|design|describ|stud|investigat|explor|address|deriv|formulat|devis|examin|analy|focus|consider|suggest|offer|provid|build|creat|extend|use|aim|tackl|argue|demonstrat|show|appl|revisit|conduct|report|releas|compar|identif|find|found|reveal|measur|test|evaluat|collect|curat|train|formali|establish|prove|quantif|characteri|unif|re-?think|re-?examin|perform|seek|ask|leverag|combin|adopt|employ|construct|learn|benchmark|audit|survey|review|open|scale|systematically|question|uncover|discover|observe)/i;
export const NOVELTY = /\b(?:novel|new)\b/i;
/** What the field lacks, before anything is proposed. */
export const PROBLEM =
  /^(?:existing|recent|current|most|many|prior|previous|despite|while|although)\b|\b(?:however|but|yet|challeng\w+|difficult\w*|problems?|suffer\w*|lacks?|limited|expensive|costly|struggl\w+|fails?|neglect\w*|overlook\w*|unclear|unexplored|underexplored|bottleneck|remains?|risks?)\b/i;
/** Speaks of limits, be they the paper's own or those of others. */
export const LIMIT =
  /\b(?:limitations?|limited to|limits of|future work|drawbacks?|at the (?:cost|expense) of|caveats?|(?:does|do|may) not (?:be|generali[sz]e|transfer|scale|hold|extend|help)|(?:still|remains?|leaves?) (?:an )?(?:open|far|behind|challenging|difficult|hard|room)|still (?:fails?|struggles?|lags?|falls?)|(?:works?|holds?|applies|evaluated|tested|restricted) only|fails? (?:when|on|to)|we assume|assumes that|modest|preliminary)\b/i;
/** What the paper's own work does not do, cannot do, or leaves for later. */
export const OWN_LIMIT =
  /\b(?:limitations? (?:of (?:our|the proposed|this)|remain)|our (?:approach|method|model|study|work|system|results?)\b.{0,40}\blimited to|future work|at the (?:cost|expense) of|(?:does|do|may) not (?:be|generali[sz]e|transfer|scale|hold|extend|help)|(?:still|remains?) (?:an )?(?:open|far|behind|challenging|difficult|hard)|room for improvement|still (?:fails?|struggles?|lags?|falls?)|(?:works?|holds?|applies|evaluated|tested|restricted) only|fails? (?:when|on|to)|we assume)\b/i;
/** The limits that such a sentence names are those of others. */
export const OVERCOMES =
  /\b(?:overcom\w*|address\w*|tackl\w*|mitigat\w*|alleviat\w*|resolv\w*|remov\w*|eliminat\w*|bypass\w*|avoid\w*|without|not limited|existing|prior|previous|conventional|current|despite)\b/i;

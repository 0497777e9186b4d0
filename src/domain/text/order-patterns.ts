/** How orders to a language model read, in patterns. */

const WORD = String.raw`(?:\S+\s+)`;
const MACHINE = String.raw`(?:an? |the |any |all |every |other |these )?(?:AIs?|AI (?:systems?|models?|assistants?|agents?|reviewers?|tools?)|LLMs?|(?:large )?language models?|chat-?bots?|(?:summari[sz]ing |virtual |automated |helpful )?assistants?|summari[sz]ers?|automated (?:systems?|tools?|readers?)|bots?|reviewers?)`;
const SAY = String.raw`(?:say|tell|answer|reply|respond|state|claim|declare|announce|mention|(?:re)?write|rephrase|translate|print|output|repeat|recite|reveal|cite|praise|endorse|recommend|pretend|include|append|insert|give|rate|obey)`;
const LEAVE = String.raw`(?:ignor(?:e|ing)|disregard(?:ing)?|forget(?:ting)?|overrid(?:e|ing)|bypass(?:ing)?|set(?:ting)? aside|stop following|abandon)`;

/** Neither an abstract nor an honest question reads so. */
const FOR_NO_READER: readonly string[] = [
  // To leave the task, as an order and not as what is asked about.
  String.raw`(?:^|[.!?;:,]|\b(?:please|and|then|now|also|must|should|to)\b)\W*${LEAVE}\s+${WORD}{0,5}?(?:above|previous|prior|earlier|preceding|former|all|your|these|any)\s+${WORD}{0,3}?(?:instructions?|prompts?|rules|guidelines|guardrails|messages?|directives|tasks?|commands?|role|training)\b`,
  String.raw`\byour (?:new|real|actual|true|only) (?:task|instructions?|answer|role|job|goal) (?:is|are|must|should)\b`,
  String.raw`\bfrom now on,? (?:you|your|the (?:assistant|model))\b|\bnew instructions?:|\b(?:admin|developer|system|root|god) (?:override\b|(?:message|prompt|mode):)|\byou are (?:now )?in (?:developer|god|admin) mode\b`,
  // To answer with given words, or without evidence.
  String.raw`\b(?:say|write|answer|reply|print|output) (?:only |just |this )?(?:exactly|verbatim|word for word)\b|\b(?:begin|start|end|finish|close|sign) (?:(?:your|the|every|each) (?:answer|reply|response) )?(?:with|by saying)\s*[:"“]|\brepeat the (?:text|words|message|prompt|instructions?) above\b|^\W*(?:put|append|add|insert)\b.{0,80}\b(?:in|to|at the end of) (?:the|your|every|each) (?:answer|reply|response)\b`,
  String.raw`\byou (?:must|shall|are now|will now) (?:only |always |never )?(?:answer|say|reply|respond|speak|obey|act|write|ignore|in )\b|(?:^|[.;:,]\s*|\bplease )(?:answer|reply|respond|cite nothing|use no)\b.{0,12}(?:\bwithout (?:any )?citations?\b|\bnothing\b)|\bcite nothing\b|\breveal (?:the|your|all) (?:hidden|secret|system)\b`,
  // Turns of a conversation, marks of chat templates and of our own prompts, pieces of an answer in JSON.
  String.raw`^\W*(?:(?:system|assistant|user|human|admin(?:istrator)?)\b\s*(?:message|prompt|note|override)?|(?:developer|operator) (?:message|prompt|note|override))\s*[:\]>]`,
  String.raw`\b(?:human|user): .{0,200}\b(?:assistant|ai|bot):|\bBEGIN (?:ADMIN|SYSTEM|PROMPT|OVERRIDE|INSTRUCTION)`,
  String.raw`<\|[a-z_]+\|>|\[/?INST\]|<</?SYS>>|</?(?:system|user|assistant|data|instructions?|prompt)>|###\s*(?:instructions?|response|system|input|human|assistant)\b`,
  String.raw`["“]\s*(?:claims|status|cites|role|content|tool_calls)["”]\s*:|={4,}|\bend of (?:the )?(?:data|context|document|prompt)\W`,
  String.raw`\bP\d{1,3}\s?[.]\s?s\d{1,3}\b|\[P\d{1,3}(?:\.s\d+)?\]`,
  // Hidden from people, or addresses that carry something away.
  String.raw`<!--|<(?:span|div|font|img|iframe|script|style)\b[^>]*>|\\(?:textcolor|color)\s*\{\s*white|font-size:\s*0`,
  String.raw`!\[[^\]]*\]\s*\(|\]\(\s*(?:javascript:|data:|https?://[^)\s]*\?)|\bhttps?://\S*[?&][\w-]*=\s*(?:QUESTION|\{|$|and\b)|\bdiscord(?:app)?\.(?:gg|com/invite)/|\bhttps?://\d{1,3}(?:\.\d{1,3}){3}`,
  String.raw`\x60{3}\s*\w+`,
];

/** No sentence of an abstract reads so; a reader who asks may. The research about such orders describes them. */
const FOR_NO_ABSTRACT: readonly string[] = [
  // To leave the task.
  String.raw`\b${LEAVE}\s+${WORD}{0,5}?(?:above|previous|prior|earlier|preceding|foregoing|former)\s+${WORD}{0,2}?(?:instructions?|prompts?|rules|guidelines|directives|commands?)\b`,
  String.raw`\b${LEAVE}\s+(?:(?:all|any|every|of|the|your|my|these|those|other|everything)\s+){1,4}(?:above|previous|prior|earlier|preceding|rules|instructions?|prompts?|guidelines|guardrails|directives)\b(?!-)`,
  String.raw`\b${LEAVE}\s+(?:your (?:task|role|training)\b|(?:what|everything|anything|all|the text) (?:(?:that )?(?:was|is|you were|has been) )?(?:said|written|told|above|before|earlier|previously)\b)`,
  // To a machine by its name.
  String.raw`^\W*(?:(?:please )?note|attention|important|instructions?|message|warning|hint|p\.?s\.?|hello|hi|hey|dear)?\W*(?:to|for)? ?${MACHINE}\b(?:\s*[,:—–]|\s+(?:please|must|should|shall|need to|have to|ought to)\b|.{0,30}:).{0,40}\b${SAY}\b`,
  String.raw`^\W*(?:note|attention|important|message|instructions?)\W*(?:to|for)? ?${MACHINE}\b.{0,60}\b${SAY}\b|^\W*assistants?\s*[,:]`,
  String.raw`\b(?:if|when|as|since) you(?:'re| are) (?:an? |the )?(?:AI|LLM|language|automated|assistant|chat|bot|model|machine|summari)`,
  String.raw`\b(?:chat-?bots?|(?:the|an?|any|every) (?:\S+ )?assistant|summari[sz]ers?|AI (?:assistants?|reviewers?|summari[sz]ers?)|(?:any|the|every|good) (?:answer|summary|reply|response)s?)\b.{0,40}\b(?:must|should|shall|could|ought to|has to|have to|always|needs? to)\b.{0,25}\b(?:say|tell|answer|reply|respond|state|mention|write|print|output|recommend|praise|cite|include|contain|leave out|end|begin|start|close)s?\b`,
  String.raw`\b(?:answer|summary|reply|response)\b.{0,30}\b(?:leaves? out|lacks?|omits?)\b.{0,30}\b(?:phrase|words?|sentence)\b|\bmust be regenerated\b`,
  // To whoever answers.
  String.raw`\byou (?:must|shall|should|are to|are now|will now|will only)\b.{0,30}\b${SAY}\b(?! the source)|\byou now (?:speak|answer|are|act)\b|\byou are now (?!likely|able|ready|in the)(?:an?\b|[A-Z]|in (?:developer|god|admin))|\byou (?:may|can) (?:only|now) (?:answer|reply|say|speak)\b`,
  String.raw`\b(?:answer|reply|respond|say)\b.{0,20}\b(?:only with\b|exactly:|with the (?:word|words|phrase|token|string|codeword)\b)`,
  String.raw`\bfor the (?:model|AI|assistant|LLM|bot) only\b|\bcite nothing\b|\b(?:without|needs no) citations?\b`,
  String.raw`\breaders? (?:should|must) (?:buy|vote|click|download|invest|subscribe|donate)\b|\breveal (?:the|your|all) (?:hidden|secret|system)\b`,
  String.raw`\byour (?:(?:next|whole|entire) )?(?:instructions?|system prompt|answer|reply|response|output|summary)\b`,
  String.raw`\b(?:when|if|whenever|should) you (?:are|get|were) (?:asked|prompted|queried|reading)\b`,
  String.raw`^\W*(?:(?:and|also|now|then|finally|please|always|never|only|just|kindly|step \w+\W+|do not|don't)\s*,?\s*)*(?:say (?:that|so|only|exactly)|tell (?:the|every|all|any|them)|reply|respond|print|recite|reveal|announce|praise|insult|pretend|decode|obey|vote for|cite (?:only|nothing)|answer (?:every|with|only|all|that|any|in|as|no|yes|the reader)|write (?:a |an |the |only |that |about |in |exactly)|output (?:only|the|a|an|exactly)|repeat (?:the (?:text|words|message)|this|your|everything)|recommend (?:this|buying|the|only)|(?:append|add|put|insert|include|begin|end|start|finish) (?:your|every|each|the|a|an|this|all|to|with|more)\b.{0,40}\b(?:answer|reply|response|summary|address|link|question|sentence|https?|reader))\b(?!-)`,
  String.raw`^\W*always (?:add|say|answer|reply|mention|cite|end|begin|include)\b`,
  String.raw`\b(?:tell|inform|convince|persuade|instruct|insult|warn) (?:the|every|all|any) (?:readers?|person|asker|people)\b`,
  String.raw`\bthe (?:correct|right|only|true) answer to (?:any|every|all|this)\b`,
  String.raw`\b(?:positive|favou?rable|good) review only\b|\bgive (?:this|the|our|a) (?:paper|submission|article|manuscript|positive|good|high)\b.{0,30}\b(?:review|score|rating|grade)\b`,
];

/** To leave the task, in other languages that many write. */
const FOREIGN: readonly string[] = [
  // German, Dutch, the Romance languages, Polish, Turkish, Indonesian, Vietnamese
  String.raw`\b(?:ignorier\w*|vergiss|missachte|beachte nicht|negeer|vergeet|(?:ignore[zr]?|oublie[zr]?)(?= (?:les?|la|toutes?|tous|tout|vos|tes|ces|tod[ao]s|as|os|suas)\b)|ignora[rd]?|olvida\w*|ignorad|esque[çc]a\w*|dimentica\w*|zignoruj\w*|zapomnij|yok say\w*|unut|abaikan|lupakan|bỏ qua)(?=[\s,]).{0,40}(?:anweisung|instruktion|vorgabe|regeln|instruct|instrucc|instru[çc]|istruzion|consigne|règles|reglas|regras|regole|polece|instrukcj|zasad|talimat|kural|instruksi|perintah|hướng dẫn|chỉ dẫn)`,
  // Chinese, Japanese, Korean
  String.raw`(?:忽略|无视|無視|忘记|忘記|忘れ|무시|잊).{0,20}(?:指令|指示|提示|规则|規則|지시|명령|규칙)|(?:指令|指示|提示|规则|規則|ルール|지시|명령|규칙).{0,12}(?:忽略|无视|無視|忘|무시|잊)`,
  // Russian and Ukrainian, Arabic, Persian, Hebrew, Hindi
  String.raw`(?:игнориру|проигнориру|забуд|ігнору|відкинь|отбрось).{0,40}(?:инструкц|указани|правил|команд|інструкц)|(?:تجاهل|انس|نادیده).{0,40}(?:تعليمات|التعليمات|أوامر|الأوامر|دستور)|(?:התעלם|שכח).{0,40}(?:הוראות|ההוראות)|(?:निर्देश|आदेश).{0,40}(?:अनदेखा|भूल|नज़रअंदाज़)`,
];

const foreign = new RegExp(FOREIGN.join('|'), 'iu');
const withoutCase = (patterns: readonly string[]) => patterns.map((pattern) => new RegExp(pattern, 'i'));

/** Orders that not even a reader may give. */
export const ORDERS_OF_ANYBODY: readonly RegExp[] = [...withoutCase(FOR_NO_READER), foreign];
export const ORDERS: readonly RegExp[] = [...ORDERS_OF_ANYBODY, ...withoutCase(FOR_NO_ABSTRACT)];

/** Words of papers that name no subject. Lower case and singular, hyphens as spaces, as `keyOf` makes them. */

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** What a paper says of any subject: what it does, and how well. No name holds one of them. */
export const OF_ANY_SUBJECT = words(`
  ability able abstract accurate achieve achieved achieving across adapt addres address addressing advance advanced
  aim aligning along already alternative analyze and answer appear application applied apply applying approach
  approache arise art aspect assess assessing assessment available average away balance base based baseline become
  becoming best better beyond bottleneck bridge bridging bring broad build building built candidate capability
  capable capture case cause certain challenge challenging choice clas class clear coarse coherent combination
  combine combined common commonly comparable compare compared comparison competitive complete complex component
  comprehensive conditioned conduct consider considerable consist consistent consistently constraint construct
  contain contrast contribute contribution core correspond cost coverage create creating critical crucial current
  currently cutting data date deeper degradation degrade deliver demand demonstrate demonstrated demonstrating
  depend depth derive derived describe design designed desired despite detail detailed determine develop developed
  developing development differ difference different difficult direct directly discover distribution diverse
  diversity domain drive driven due easily edge effect effective effectively effectiveness efficiency efficient
  efficiently effort either element eliminate emerge emerged emerging empirical employ enable enabled enabling
  enforce enhance enhanced enhancement enhancing enough ensure ensuring entire especially essential establish
  establishing evaluate even every evidence exceed exhibit exist existing expand expensive experiment experimental
  explicit explicitly exploit explore exploring expose extend extensive face facilitate fail failing failure fall
  family far fidelity field final finally find finding fine first five fixed flexible focus focusing follow
  following form formulate formulation foster found four fraction framework free frequently full fully fundamental
  fundamentally further future gain gap general generalize generate generated generating github give given global go
  goal good grained granularity great greater greatly grow growing guarantee guide guided handle hard heavily help
  hence hidden high higher highly however huge human idea ideal identify identifying impact implement implementation
  implicit importance important importantly impose improve improved improvement improving include including
  incorporate incorporating increase increased increasing increasingly independent indicate inherent initial input
  insight inspire inspired instead integrate integrated integrating integration intermediate introduce introduced
  introducing investigate involve issue jointly keep key known lack large larger latter lead leading learn left
  length less let level leverage leveraging lie like likely limit limitation limited limiting line little long
  longer low lower made main maintain maintaining major make making many match matching maximum mean meaningful
  measure mechanism meet method methodology metric mid million minimal minor miss mitigate model moreover motivate
  much multi naive narrow natural naturally near nearly necessary need needed never new next novel now number
  objective observation observe obtain off offer offering offs often one ongoing open operate opportunity order
  original otherwise out outperform outperforming output overall overcome overlook overlooked paper paradigm part
  particular particularly per perform performance performing perspective pipeline place plausible play plug plus
  point poor popular pose position possible potential potentially powerful practical practice precise precisely
  predefined predict present presented preserve preserving prevent previou previously primarily primary principle
  principled prior problem procedure produce produced producing progres progress progressive project promise
  promising proper property propose proposed prove proven provide provided providing public publicly purpose quality
  range rapid rapidly rarely rate rather ratio reach real reason recent recently reduce reduced reducing reduction
  regardles relative release released releasing relevant reliable reliably rely relying remain remaining remarkable
  remarkably replace report require required requirement requiring research respectively result resulting retain
  reveal revealing rich rigorou robust robustnes role root rule run scalable scale scenario scheme score second see
  seek seem select selection serve set setting setup several severe shape share shared shelf shift short shot show
  showing shown significant significantly similar simple simplify simply simultaneou simultaneously since single
  size small smaller solely solution solve solving source specific specifically speed stable stage standard standing
  start state step still strategy strength strict strong stronger strongly struggle studied study substantial
  substantially succes success successful successfully suffer sufficient suggest suggesting suite superior support
  supporting surface surpas surpass surprisingly survey synthesize systematic systematically tackle tackling
  tailored take target targeted task technique term therefore third thorough thousand three thu thus tightly time
  together toolkit top total toward towards track trade traditional training transform treat trend trivial true turn
  two type typical typically unclear underlying underscore unexplored unified unify unique unlike unlock
  unprecedented unseen update upon usage use used useful user uses using utilize validate validated validation value
  variant variety variou vary varying vast verify versatile version via viable view visually vital weight well
  whether while whole wide widely wild win within without work workflow world worse wrong yet yield yielding zero
`);

/** Whole compounds that are of any subject, though their parts may name one. */
export const COMPOUNDS_OF_ANY_SUBJECT: ReadonlySet<string> = new Set([
  'real world',
  'real time',
  'state of the art',
  'end to end',
  'high quality',
  'high fidelity',
  'large scale',
  'long term',
  'fine grained',
  'training free',
  'plug and play',
  'open source',
  'open weight',
  'task specific',
  'domain specific',
  'data driven',
  'human like',
  'general purpose',
  'rule based',
  'multi step',
  'multi stage',
  'two stage',
  'zero shot',
  'few shot',
]);

/** Words that name a subject only beside another: "video generation", not "generation". */
export const NEVER_ALONE = words(`
  academic action adaptation agent agentic ai algorithm alignment analysi architecture artificial asset attention autonomou
  beginner behavior benchmark benchmarking code collaborative compression computational consistency content context
  control controllable data dataset decision deep detection distribution dynamic editing embedding embodied engine
  environment error evaluating evaluation execution expert exploration feature feedback flow foundation frontier
  function generalization generation generative generator human image inference information instruction intelligence
  interaction interactive knowledge label language large latent layer learned learning linear llm local long loss
  memory mllm mode model modeling modelling module multi multimodal network neural object online open optimal
  optimization optimizing parameter pattern perception planning policy post prediction preference pretrained process
  processing prompt quality query question reasoning recognition representation response review reward sample
  sampling scientific scaling search self semantic sequence signal simulation skill social source space spatial speculative
  structural structure structured supervised supervision synthesi synthetic system teacher test text textual
  theoretical theory time token tool train trained training trajectory transfer transformer understanding
  unsupervised variational verification vision visual vlm weight world
`);

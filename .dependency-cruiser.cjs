// The rules of the house, as `npm run imports` checks them (CONTRIBUTING.md says why).
const ROOMS =
  'health|sources|library|model|retrieve|answer|cite|conversation|digest|community|state|render|discord|console|research|themes|picture|mail|web|words';

/** Each vendor has one home. */
const HOMES = {
  'discord\\.js|@discordjs': '^src/discord/',
  openai: '^src/model/',
  '@lancedb|apache-arrow|ml-matrix': '^src/library/',
  'keyv|@keyv|better-sqlite3|kysely|pg': '^src/state/',
  'fast-xml-parser': '^src/(sources|web)/',
  'nodemailer|postal-mime': '^src/mail/',
  'hono|@hono': '^src/web/',
  '@resvg|@expo-google-fonts': '^src/picture/',
  'langchain|@langchain/core|@langchain/langgraph': '^src/research/',
  '@langchain/community': '^src/library/',
};

module.exports = {
  forbidden: [
    // Of what is cruised: measurements bring in loopback servers of the tests, which know each other's types.
    { name: 'no-cycles', severity: 'error', from: { pathNot: '^test/' }, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { path: '^(src|commands|bench|test)/', pathNot: '^src/domain/' },
    },
    {
      name: 'rooms-import-domain-only',
      severity: 'error',
      from: { path: `^src/(${ROOMS})/` },
      to: { path: '^(src|commands|bench|test)/', pathNot: ['^src/domain/', '^src/$1/'] },
    },
    {
      name: 'commands-speak-to-the-pipeline',
      severity: 'error',
      from: { path: '^commands/' },
      to: { path: '^(src|bench|test)/', pathNot: '^src/(domain/|render/|pipeline\\.ts$)' },
    },
    { name: 'only-tests-import-tests', severity: 'error', from: { path: '^(src|commands)/' }, to: { path: '^test/' } },
    ...Object.entries(HOMES).map(([vendor, home]) => ({
      name: `home-of-${vendor.replace(/\W+/g, '-')}`,
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: home },
      to: { path: `node_modules/(${vendor})(/|$)` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'types'],
    },
  },
};

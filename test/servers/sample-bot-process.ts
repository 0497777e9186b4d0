/** The sample bot as a process of its own: `node sample-bot-process.ts API_URL TOKEN`. It defers and never finishes. */
import { startSampleBot } from './sample-bot.ts';

const [apiUrl = '', token = ''] = process.argv.slice(2);
await startSampleBot(apiUrl, token, (interaction) => interaction.deferReply());

/** The commands for daily posts, in the order that help shows them. */
import * as edit from './edit.ts';
import * as list from './list.ts';
import * as now from './now.ts';
import * as pause from './pause.ts';
import * as preview from './preview.ts';
import * as remove from './remove.ts';
import * as resume from './resume.ts';
import * as setup from './setup.ts';

export const dailyCommands = [setup, list, preview, now, edit, pause, resume, remove];

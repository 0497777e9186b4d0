/** What somebody asked for in; a mail that asks whether it is wanted out. Pure. */
import { html } from '../domain/text/html.ts';
import { type Catalogue, say, textIn, type Words } from '../domain/words.ts';
import type { MailContent } from './digest-mail.ts';
import { look, mailDocument } from './layout.ts';
import { underlined, wrapText } from './wrap-text.ts';

export interface ConfirmMailOptions {
  readonly confirm: string;
  readonly refuse: string;
  readonly privacy: string;
  /** What would come, and when: "10 papers, Monday to Friday at 08:30 (Europe/Berlin)". */
  readonly choices: string;
  readonly catalogue?: Catalogue;
}

export function confirmMail({ confirm, refuse, privacy, choices, catalogue }: ConfirmMailOptions): MailContent {
  const words = (said: Words) => textIn(said, catalogue);
  const said = {
    title: words(say('Do you want Paperboy’s papers by mail?')),
    intro: words(
      say('Somebody, most likely you, asked Paperboy on Discord to send recent research papers to this address.'),
    ),
    button: words(say('Yes, send them to me')),
    how: words(say('The link leads to a page with a button, and is good for 48 hours.')),
    otherwise: words(say('If this was not you, do nothing: without your confirmation nothing is sent.')),
    refuse: words(say('Never write to this address again')),
    privacy: words(say('Privacy')),
  };
  return {
    subject: said.title,
    html: mailDocument({
      language: catalogue?.language ?? 'en',
      title: said.title,
      preheader: said.intro,
      body: html`<p ${look('name')}>Paperboy</p>
<h1 ${look('title')}>${said.title}</h1>
<p ${look('text')}>${said.intro}</p>
<p dir="auto" ${look('text')}><strong>${choices}</strong></p>
<p style="margin:0"><a href="${confirm}" ${look('button')}>${said.button}</a></p>
<p ${look('facts')}>${said.how}</p>`,
      footer: [
        html`${said.otherwise}`,
        html`<a href="${refuse}" ${look('footLink')}>${said.refuse}</a> &nbsp;·&nbsp; <a href="${privacy}" ${look('footLink')}>${said.privacy}</a>`,
      ],
    }),
    text: [
      underlined(said.title),
      wrapText(said.intro),
      wrapText(choices, '  '),
      `${said.button}:\n${confirm}`,
      wrapText(said.how),
      '-- ',
      wrapText(said.otherwise),
      `${said.refuse}:\n${refuse}`,
      `${said.privacy}:\n${privacy}`,
      '',
    ].join('\n\n'),
    pictures: [],
  };
}

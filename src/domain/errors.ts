/** Faults, as typed errors. Expected outcomes (not found, ambiguous) are values, not errors. */
import { type Label, textIn } from './words.ts';

export interface FaultOptions {
  readonly cause?: unknown;
  /** Trying the same again later may work. */
  readonly retryable?: boolean;
}

/** The base of every fault that Paperboy knows by name. `message` says what happened, `help` what to do; both are safe to show. */
export class Fault extends Error {
  /** In English, as `message` is. */
  readonly help: string;
  readonly retryable: boolean;
  /** The same for a reader, in whichever language: what is said in words of ours, where it was. */
  readonly told: { readonly message: Label; readonly help: Label };

  constructor(message: Label, help: Label, options: FaultOptions = {}) {
    super(textIn(message), { cause: options.cause });
    this.name = new.target.name;
    this.help = textIn(help);
    this.told = { message, help };
    this.retryable = options.retryable ?? false;
  }
}

/** What a person typed cannot be used: an unknown option, an empty question, a day that does not exist. */
export class InvalidInput extends Fault {}

/** The settings in the environment are wrong. `message` lists every problem, one a line. */
export class InvalidConfiguration extends Fault {}

/** A paper source cannot be reached or answers what it should not. */
export class SourceFault extends Fault {}

/** The language model cannot be reached, refuses, or answers what it should not. */
export class ModelFault extends Fault {}

/** The library cannot be opened, read or written. */
export class LibraryFault extends Fault {}

/** The durable records (which days were synced, …) cannot be opened, read or written. */
export class StateFault extends Fault {}

/** Discord refuses the token, an intent or a permission. */
export class DiscordFault extends Fault {}

/** The mail server cannot be reached, refuses us, or takes no mail now. */
export class MailFault extends Fault {
  /** The mail went to nobody, for the server said no or could not be reached; otherwise it may have. */
  readonly notSent: boolean;

  constructor(message: Label, help: Label, options: FaultOptions & { readonly notSent?: boolean } = {}) {
    super(message, help, options);
    this.notSent = options.notSent ?? false;
  }
}

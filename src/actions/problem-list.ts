import type { InvalidRequest, RequestProblem } from '../planner/refusal.ts';
import { learnerLimits } from './learner-limits.ts';

/** Collects all that is wrong with what somebody asks for. */
export class ProblemList {
  readonly #problems: RequestProblem[] = [];

  add(path: string, message: string, suggestions: readonly string[] = []): void {
    this.#problems.push({ path, message, suggestions });
  }

  /** Tells what is wrong with a text that is given. */
  checkText(path: string, text: string | null | undefined, most: number): void {
    const problem = text === null || text === undefined ? null : textProblem(text, most);
    if (problem !== null) this.add(path, `\`${path}\` ${problem}`);
  }

  /** Tells what is wrong with an address that is given. */
  checkMail(path: string, mail: string | null | undefined): void {
    this.checkText(path, mail, learnerLimits.mail);
    if (mail && !/^[^\s@]+@[^\s@]+$/.test(mail))
      this.add(path, `\`${path}\` is no address: it looks like \`ada@example.org\`.`);
  }

  /** Null where nothing is wrong. */
  refusal(): InvalidRequest | null {
    const [first, ...rest] = this.#problems;
    if (first === undefined) return null;
    const count = `${this.#problems.length} things are wrong with this request`;
    const message = rest.length === 0 ? first.message : `${count}. The first: ${first.message}`;
    return { kind: 'invalid-request', message, problems: this.#problems };
  }
}

/** Why a text can't be kept, to go on after its name: `is empty.` Null where it can. */
export function textProblem(text: string, most: number): string | null {
  if (text.trim() === '') return 'is empty.';
  if (text.length > most) return `has ${text.length} characters; ${most} are the most.`;
  if (/\0|\p{Surrogate}/u.test(text))
    return 'has a character that is none: a NUL, or half of a pair of surrogates.';
  return null;
}

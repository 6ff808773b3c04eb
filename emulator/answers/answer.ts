import type { Input } from './checks';

/** What there is to say; `form.ts` decides how it is written. */
export type Answer = Success | Failure;

export interface Success {
	data: unknown;
	/** The records that were refused while others were taken. */
	refused?: Refused[];
}

export interface Failure {
	error: string;
	/** Where the reference or a reading of its own names one; else as `errorStatus` says. */
	status?: number;
	/** The records it was refused for. */
	refused?: Refused[];
}

/** A record that was refused, as it came, and all that is wrong with it. */
export interface Refused {
	problems: string[];
	input: Input;
}

export const data = (value: unknown): Success => ({ data: value });

export const error = (text: string, status?: number): Failure => ({ error: text, status });

/** Reference, "Response Codes". */
export const NOT_FOUND = error('The resource was not found.', 404);

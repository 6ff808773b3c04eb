import type { IDataObject } from 'n8n-workflow';
import type { LocktError } from '../errors';
import { saysDone, saysOutOfOrder, saysRefused } from './words';

/** What became of one record of a change. */
export type Outcome =
	/** Lockt did it. `answer` is what it says besides counts. */
	{ kind: 'done'; answer?: IDataObject } | NotDone;

/** Lockt did not do it, it is unknown whether it did, or it is seen that Lockt did something else. */
export interface NotDone {
	kind: 'refused' | 'unknown' | 'different';
	problems: string[];
	advice: string;
	/** Nothing speaks for it or against it: what Lockt shows of the record can tell. */
	unsaid?: true;
}

const CORRECT = 'Correct this and run it again';

/** What to do about an outcome that is not known. */
export const LOOK = 'Look in Lockt whether it was done, before you run it again';

export const refused = (problems: string[], advice = CORRECT): NotDone => ({
	kind: 'refused',
	problems,
	advice,
});

export const unknown = (problem: string, advice = LOOK): NotDone => ({
	kind: 'unknown',
	problems: [problem],
	advice,
});

export const different = (problems: string[], advice: string): NotDone => ({
	kind: 'different',
	problems,
	advice,
});

/** What became of a change that no answer came to. */
export function outcomeWithoutAnswer(error: LocktError): NotDone {
	return error.facts.mayHaveArrived
		? unknown(error.message)
		: refused([error.message], error.description);
}

/** Refused for what Lockt says of a record, or where it counts none, unless that says that Lockt broke down, or did some. */
export function refusedFor(problems: string[], advice?: string): NotDone {
	const said = problems.join('; ');
	return saysOutOfOrder(said) || problems.some(saysDone)
		? unknown(`Lockt says: ${said}`)
		: refused(problems, advice);
}

/** The same where there are but words: refused only if they are of a refusal. */
export function refusedByWords(said: string, advice?: string): NotDone {
	return saysRefused(said)
		? refusedFor([`Lockt refused it: ${said}`], advice)
		: unknown(`Lockt says: ${said}`);
}

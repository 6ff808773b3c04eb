import type { IDataObject } from 'n8n-workflow';
import { outcomeOfAct, outcomeOfCall } from '../../nodes/Lockt/api/answers/acts';
import { outcomesOf } from '../../nodes/Lockt/api/answers/outcomes';
import { unlockOutcomes } from '../../nodes/Lockt/api/answers/unlock';
import type { Answer } from '../../nodes/Lockt/api/transport';
import { answered } from './answered';

/**
 * An answer may be of any size: the work on it grows as it does, and not with the number of records that it
 * is about as well. Counted is what goes through the engine's own functions, in characters and entries.
 */
function workOf(work: () => unknown): number {
	let count = 0;
	const restore = [
		countIn(Array.prototype, Symbol.iterator, (list) => list.length),
		countIn(Array.prototype, 'filter', (list) => list.length),
		countIn(Array.prototype, 'join', (_, joined) => (joined as string).length),
		countIn(RegExp.prototype, 'test', (_, __, [text]) => String(text).length),
		countIn(Set.prototype, 'add', () => 1),
	];
	try {
		work();
	} finally {
		for (const one of restore) one();
	}
	return count;

	function countIn<Of extends object>(
		prototype: Of,
		name: keyof Of,
		weigh: (self: Of, result: unknown, parameters: unknown[]) => number,
	): () => void {
		const original = prototype[name] as (...parameters: unknown[]) => unknown;
		const counting = function (this: Of, ...parameters: unknown[]): unknown {
			const result = original.apply(this, parameters);
			count += weigh(this, result, parameters);
			return result;
		};
		Object.assign(prototype, { [name]: counting });
		return () => Object.assign(prototype, { [name]: original });
	}
}

/** So short that the number of them weighs more than their lengths do. */
const textOf = (n: number) => `No ${n}`;
const recordOf = (n: number): IDataObject => ({ id: n + 1, name: `Door ${n}`, location_id: n + 1 });
const [FEW, MANY] = [3, 60];
const REFUSALS = 300;

/** Refusals in the forms in which they may come, each with a text of its own. */
const forms: Record<string, (n: number, records: number) => unknown> = {
	'texts alone': (n) => textOf(n),
	'an error each': (n) => ({ error: textOf(n) }),
	'one record over and over': (n) => ({ error: textOf(n), input_data: recordOf(0) }),
	'each record in turn': (n, records) => ({ error: textOf(n), input_data: recordOf(n % records) }),
	'two texts each': (n, records) => ({
		error: [textOf(n), `${textOf(n)}!`],
		input_data: recordOf(n % records),
	}),
	strangers: (n) => ({ error: textOf(n), input_data: { id: -1, name: `Gate ${n}` } }),
	'almost the last record': (n, records) => ({
		error: textOf(n),
		input_data: { id: -1, name: `Gate ${n}`, location_id: records },
	}),
};

const countings: Record<string, (records: number) => IDataObject | undefined> = {
	'no counts': () => undefined,
	'some done': (records) => ({ submitted: records, updated: records, errors: records }),
	'none done': (records) => ({ submitted: records, updated: 0, errors: records }),
};

const cases = Object.keys(forms).flatMap((form) =>
	Object.keys(countings).map((counting) => ({ form, counting })),
);

function answerOf(form: string, counting: string, refusals: number, records: number) {
	const data = countings[counting]!(records);
	const errors = Array.from({ length: refusals }, (_, n) => forms[form]!(n, records));
	return answered(200, { ...(data && { data }), errors });
}

const ways = {
	outcomesOf: (sent: IDataObject[], answer: Answer) =>
		outcomesOf(sent, answer, { allOrNothing: false }),
	unlockOutcomes,
	outcomeOfAct: (_: IDataObject[], answer: Answer) => outcomeOfAct(answer, { becomes: 'deleted' }),
	outcomeOfCall: (_: IDataObject[], answer: Answer) => outcomeOfCall(answer),
};

describe.each(cases)('refusals: $form, $counting', ({ form, counting }) => {
	it.each([false, true])('weigh as much as there are (records alike: %s)', (isAlike) => {
		for (const way of Object.values(ways)) {
			const weigh = (refusals: number, records: number) => {
				const answer = answerOf(form, counting, refusals, records);
				const sent = Array.from({ length: records }, (_, n) => recordOf(isAlike ? 0 : n));
				return workOf(() => way(sent, answer));
			};
			const weight = weigh(REFUSALS, MANY);
			expect(weigh(2 * REFUSALS, MANY)).toBeLessThan(2.5 * weight);
			// For each record something is said, too, but not of each refusal.
			expect(weight).toBeLessThan(2 * weigh(REFUSALS, FEW) + 50 * MANY);
		}
	});
});

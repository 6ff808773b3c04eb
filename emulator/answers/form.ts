import type { Readings } from '../readings';
import { NOT_FOUND, type Answer, type Failure, type Refused, type Success } from './answer';
import { spell } from './spelling';

/** An answer as it goes over the wire. */
export interface Wire {
	status: number;
	body: unknown;
}

/**
 * Writes an answer down: whatever the reference leaves open about its form is decided here.
 *
 * @param timezone the site's
 * @param path what was asked for, where it was a question
 */
export function wireOf(
	answer: Answer,
	readings: Readings,
	timezone: string,
	path = '/record',
): Wire {
	const { status, body } =
		'error' in answer ? failed(answer, readings) : succeeded(answer, readings, kindOf(path));
	return { status, body: spell(body, readings, timezone) };
}

function failed({ error, status, refused }: Failure, readings: Readings): Wire {
	return {
		status: status ?? readings.errorStatus,
		body:
			refused && readings.errorShape === 'result'
				? { result: [error], errors: errorsOf(refused, readings) }
				: errorForms[readings.errorForm](error),
	};
}

/** The reference shows the first and the last; it describes the second in "GET Requests". */
const errorForms: Record<Readings['errorForm'], (error: string) => object> = {
	data: (error) => ({ data: { error } }),
	list: (error) => ({ data: [{ error }] }),
	bare: (error) => ({ error }),
	result: (error) => ({ result: [error], errors: [{ error: [error] }] }),
};

/** What the body of a change would call its records, e.g. events */
const kindOf = (path: string) => path.replace(/^\/|s$/g, '') + 's';

/** Reference, "Response Format": what went well is in `data`. */
function succeeded({ data, refused = [] }: Success, readings: Readings, kind: string): Wire {
	if (refused.length === 0) {
		if (isNone(data) && readings.noRecords === 'notFound') return failed(NOT_FOUND, readings);
		const note = noteOn(data, readings);
		return { status: 200, body: { ...note, ...dataOf(data, readings, kind) } };
	}
	const errors = errorsOf(refused, readings);
	const inside = readings.partialErrors === 'inside' && !Array.isArray(data);
	return {
		status: readings.partialStatus,
		body: inside
			? dataOf({ ...(data as object), errors }, readings, kind)
			: { ...dataOf(data, readings, kind), errors },
	};
}

function noteOn(data: unknown, { successNote }: Readings): object {
	if (successNote === 'result') return { result: ['Success'] };
	const isCounted = successNote === 'count' && areRead(data);
	return isCounted ? { result: [`${data.length} records found`] } : {};
}

function dataOf(data: unknown, readings: Readings, kind: string): { data?: unknown } {
	if (!Array.isArray(data)) return { data: readings.summary === 'list' ? [data] : data };
	if (data.length === 0) return noneForms[readings.noRecords];
	if (data.length === 1) return { data: readings.oneRecord === 'object' ? data[0] : data };
	const records = withBadRecord(data, readings);
	const isNested = readings.nesting !== 'none' && areRead(data);
	return {
		data: isNested ? { [readings.nesting === 'kind' ? kind : 'records']: records } : records,
	};
}

/** Whether these are what was asked for, and not what became of doors that were to be unlocked. */
function areRead(data: unknown): data is object[] {
	return Array.isArray(data) && data.some((one: object) => 'id' in one && !('unlocked' in one));
}

const noneForms: Record<Readings['noRecords'], { data?: unknown }> = {
	list: { data: [] },
	object: { data: {} },
	null: { data: null },
	absent: {},
	words: { data: { message: 'No records found' } },
	// A call whose records were all refused is still there.
	notFound: { data: [] },
};

function withBadRecord(records: unknown[], { badRecord }: Readings): unknown[] {
	const middle = Math.floor(records.length / 2);
	const record = records[middle] as object;
	if (badRecord === 'none' || !('id' in record)) return records;
	return records.toSpliced(middle, 0, badForms[badRecord](record));
}

const badForms: Record<Exclude<Readings['badRecord'], 'none'>, (record: object) => unknown> = {
	copy: (record) => record,
	noId: (record) => ({ ...record, id: undefined }),
	null: () => null,
};

function isNone(data: unknown): boolean {
	return Array.isArray(data) && data.length === 0;
}

function errorsOf(refused: Refused[], { errorText }: Readings) {
	return refused.map(({ problems, input }) => ({
		error: errorText === 'array' ? problems : problems.join('; '),
		input_data: input,
	}));
}

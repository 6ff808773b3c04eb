import type { Readings } from '../readings';
import type { Answer, Failure, Refused, Success } from './answer';

/** An answer as it goes over the wire. */
export interface Wire {
	status: number;
	body: unknown;
}

/** Writes an answer down: whatever the reference leaves open about its form is decided here. */
export function wireOf(answer: Answer, readings: Readings): Wire {
	return 'error' in answer ? failed(answer, readings) : succeeded(answer, readings);
}

function failed({ error, status, refused }: Failure, readings: Readings): Wire {
	const withRecords = refused && readings.errorShape === 'result';
	return {
		status: status ?? readings.errorStatus,
		body: withRecords
			? { result: [error], errors: errorsOf(refused, readings) }
			: { data: { error } },
	};
}

/** Reference, "Response Format": what went well is in `data`. */
function succeeded({ data, refused = [] }: Success, readings: Readings): Wire {
	if (refused.length === 0) return { status: 200, body: { data } };
	const errors = errorsOf(refused, readings);
	const inside = readings.partialErrors === 'inside' && !Array.isArray(data);
	return {
		status: readings.partialStatus,
		body: inside ? { data: { ...(data as object), errors } } : { data, errors },
	};
}

function errorsOf(refused: Refused[], { errorText }: Readings) {
	return refused.map(({ problems, input }) => ({
		error: errorText === 'array' ? problems : problems.join('; '),
		input_data: input,
	}));
}

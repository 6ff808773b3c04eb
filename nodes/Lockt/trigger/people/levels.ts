import type { IDataObject } from 'n8n-workflow';
import { listOf } from '../../api/records/forms';
import { isRecord } from '../../api/text/text';
import { fingerprint } from '../../api/text/fingerprint';

/** Access levels as a text; more than fit into so many characters are a fingerprint. */
const MOST = 30;

/** The access levels that a person has. */
export interface Levels {
	count: number;
	/** Undefined where they are too many to be remembered one by one. */
	ids?: number[];
}

/**
 * The access levels of a user as a text that is the same for the same ones: rising IDs, each but the first
 * as the step from the one before, to base 36; or how many they are, and a fingerprint.
 *
 * @returns undefined where they are not told, or one of them cannot be read
 */
export function codeLevels(levels: unknown): string | undefined {
	if (!isRecord(levels)) return undefined;
	const ids = listOf(levels).map((level) => (isRecord(level) ? Number(level.id) : level));
	if (!ids.every(isId)) return undefined;
	const rising = [...new Set(ids)].sort((a, b) => a - b);
	const steps = rising.map((id, n) => (id - (rising[n - 1] ?? 0)).toString(36)).join(',');
	return steps.length <= MOST ? steps : `#${rising.length}.${fingerprint(...rising).slice(0, 8)}`;
}

const isId = (id: unknown): id is number => Number.isSafeInteger(id) && Number(id) > 0;

/** What such a text says. */
export function decodeLevels(text: string): Levels {
	const [, count] = /^#(\d+)/.exec(text) ?? [];
	if (count !== undefined) return { count: Number(count) };
	let id = 0;
	const ids = text === '' ? [] : text.split(',').map((step) => (id += parseInt(step, 36)));
	return { count: ids.length, ids };
}

/** The names of the access levels that anybody has, by ID. */
export function nameLevels(users: Iterable<IDataObject>): Map<number, unknown> {
	const levels = [...users].flatMap(({ accesslevels }) => listOf(accesslevels)).filter(isRecord);
	return new Map(levels.map(({ id, name }) => [Number(id), name]));
}

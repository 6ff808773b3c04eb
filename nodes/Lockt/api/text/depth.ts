import { LocktError } from '../errors';
import { isRecord } from './text';

/** No record of Lockt's has a tenth of it. */
const MOST_LEVELS = 100;

/**
 * Whether a value is nested so deeply that whoever goes through it step by step, n8n and JSON.stringify
 * included, could run out of stack: some thousand levels are enough for that.
 */
export function isTooDeep(value: unknown): boolean {
	let level = new Set([value]);
	for (let depth = 0; depth <= MOST_LEVELS; depth++) {
		const next = new Set<unknown>();
		for (const one of level) {
			if (!isRecord(one)) continue;
			for (const inner of Object.values(one)) if (isRecord(inner)) next.add(inner);
		}
		if (next.size === 0) return false;
		level = next;
	}
	return true;
}

/** @throws LocktError for a value that is nested too deeply. @param label the field that holds it */
export function refuseDepth(value: unknown, label: string): void {
	if (!isTooDeep(value)) return;
	throw new LocktError(`'${label}' is nested too deeply`, 'Nothing was sent to Lockt');
}

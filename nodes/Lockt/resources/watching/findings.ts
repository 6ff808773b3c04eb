import type { IDataObject } from 'n8n-workflow';
import { plainText, quote } from '../../api/text/text';
import type { Finding } from '../../execution/plans';
import type { Field } from '../../fields/field';
import type { Kind } from '../../fields/kinds';

/**
 * What to say of a field that is other than it was to be.
 *
 * @param isLeft it is as it was before
 */
export function findOther(
	{ noun, title }: Kind,
	{ id, label, holds }: Field,
	after: IDataObject,
	wanted: unknown,
	isLeft: boolean,
): Finding {
	const nothing = holds.is === 'date' ? 'no date' : 'blank';
	const say = (value: unknown) => {
		if (typeof value === 'boolean') return value ? 'on' : 'off';
		return plainText(value).trim() === '' ? nothing : quote(plainText(value));
	};
	const values = `${say(after[id])} instead of ${say(wanted)}`;
	const name = `the ${noun} ${quote(title(after))} (ID ${plainText(after.id)})`;
	return {
		problem: `Not as Lockt said: it shows ${name} with ${id === 'pin' ? `another '${label}'` : `'${label}' ${values}`}`,
		advice: adviseOn(noun, isLeft),
	};
}

/** @param isLeft it is as it was before */
export function adviseOn(noun: string, isLeft: boolean): string {
	const act = isLeft
		? `Look at the ${noun} in Lockt in a few minutes, as it may show it late, or have changed another ${noun} instead, and correct it there`
		: `Correct the ${noun} in Lockt`;
	return `${act}. Ask Lockt support why its API does not`;
}

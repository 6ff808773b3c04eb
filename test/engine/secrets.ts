import type { INodeExecutionData } from 'n8n-workflow';

/**
 * Looks through what a run shows of its failures for what nobody may read there: the API key, and any
 * PIN that the node or its items hold. Every run of the engine tests goes through this.
 *
 * @throws when there is one
 */
export function checkError(error: unknown, apiKey: unknown, holders: unknown[]): void {
	const { message, stack, description } = error as Error & { description?: string };
	const text = [message, stack, description, safely(error)].join('\n');
	checkText(text, apiKey, holders);
}

/** The same for the items that stand for failed ones. */
export function checkItems(items: INodeExecutionData[], apiKey: unknown, holders: unknown[]): void {
	const failed = items.filter(({ json }) => json.error !== undefined);
	checkText(safely(failed), apiKey, holders);
}

/** The same for what is shown beside the output. */
export function checkHints(hints: string[], apiKey: unknown, holders: unknown[]): void {
	checkText(hints.join('\n'), apiKey, holders);
}

function checkText(text: string, apiKey: unknown, holders: unknown[]): void {
	const secrets = [String(apiKey), ...pinsIn(holders)].filter((secret) => secret.length > 2);
	const shown = secrets.find((secret) => new RegExp(`(?<!\\w)${secret}(?!\\w)`).test(text));
	if (shown) throw new Error(`A secret shows: ${text.replaceAll(shown, '<<<HERE>>>')}`);
}

function pinsIn(value: unknown): string[] {
	const pins: string[] = [];
	// One after the other: what a test hands over may be nested deeply.
	for (const left = [value]; left.length > 0;) {
		const next = left.pop();
		if (typeof next !== 'object' || next === null) continue;
		for (const [name, one] of Object.entries(next)) {
			if (/^pin$/i.test(name) && typeof one === 'string' && /^\w+$/.test(one)) pins.push(one);
			else left.push(one);
		}
	}
	return pins;
}

/** Without the node that n8n hangs on its errors: that is the workflow itself, not what is said of it. */
function safely(value: unknown): string {
	const seen = new WeakSet();
	return JSON.stringify(value, (name, one: unknown) => {
		if (name === 'node' || typeof one !== 'object' || one === null)
			return name === 'node' ? undefined : one;
		if (seen.has(one)) return undefined;
		seen.add(one);
		return one;
	});
}

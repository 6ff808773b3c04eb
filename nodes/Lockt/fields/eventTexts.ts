import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { foldName } from '../api/text/foldName';
import { plainText, quote } from '../api/text/text';

/** The filters of events by text: what the canvas shows, and the properties of an event they look at. */
const TEXTS = {
	cardNumber: {
		label: 'Card Number',
		properties: ['card_num'],
		placeholder: 'e.g. 001055',
		description: 'Only events of this card',
	},
	category: {
		label: 'Category',
		properties: ['category', 'category_text'],
		placeholder: 'e.g. Door Access Denied',
		description:
			"Only events of this category. Pick one that the site's events show, or enter a name or number as an expression.",
	},
	code: {
		label: 'Code',
		properties: ['code', 'code_text'],
		placeholder: 'e.g. Access Denied',
		description:
			"Only events with this code. Pick one that the site's events show, or enter a name or number as an expression.",
	},
	person: {
		label: 'Person',
		properties: ['user'],
		placeholder: 'e.g. Lindqvist',
		description: 'Only events of people with this in their name',
	},
	subcode: {
		label: 'Subcode',
		properties: ['subcode', 'subcode_text'],
		placeholder: 'e.g. Battery Missing',
		description:
			"Only events with this subcode. Pick one that the site's events show, or enter a name or number as an expression.",
	},
};

type TextName = keyof typeof TEXTS;

/** Those that are picked from what the events of the site show. */
export const PICKED = ['category', 'code', 'subcode'] as const satisfies TextName[];

/** What events must have in common: a text to look for, by filter. */
export type Texts = Array<[TextName, string]>;

/** The field of one of these filters. */
export function textFilter(name: TextName): INodeProperties {
	const { label: displayName, placeholder, description } = TEXTS[name];
	const isPicked = PICKED.some((picked) => picked === name);
	return isPicked
		? {
				displayName,
				name,
				type: 'options',
				typeOptions: { loadOptionsMethod: choicesMethod(name) },
				default: '',
				description,
			}
		: { displayName, name, type: 'string', default: '', placeholder, description };
}

/** e.g. getEventCodes */
export function choicesMethod(name: TextName): string {
	return `getEvent${TEXTS[name].label}Choices`;
}

export const labelOf = (name: TextName) => TEXTS[name].label;

/** What events show of one of them, each once: its name or, where there is none, its number. */
export function valuesIn(name: TextName, events: IDataObject[]): string[] {
	const [number, text = number] = TEXTS[name].properties as [string, string?];
	const shown = events.map((event) => plainText(event[text]).trim() || plainText(event[number]));
	const each = new Map(shown.filter(Boolean).map((value) => [value.toLowerCase(), value]));
	return [...each.values()].sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
}

/** How many values are named where one is not among them. */
const MOST_NAMED = 10;

/**
 * What to say of the first filter that no event passes by itself; undefined where there is none, or no event.
 *
 * @param which events these are
 */
export function findUnseen(
	events: IDataObject[],
	texts: Texts,
	which = 'that Lockt has',
): string | undefined {
	const unseen = texts.find((text) => !events.some((event) => hasTexts(event, [text])));
	if (!unseen || events.length === 0) return undefined;
	const [name, value] = unseen;
	const says = `no event ${which} shows the ${TEXTS[name].label} ${quote(value)}`;
	if (!PICKED.some((picked) => picked === name)) return says;
	const values = valuesIn(name, events);
	const named = values.slice(0, MOST_NAMED).map(quote).join(', ') || 'none';
	const more = values.length > MOST_NAMED ? ` and ${values.length - MOST_NAMED} more` : '';
	return `${says}; they show: ${named}${more}`;
}

/** What a person entered in those filters that they added. */
export function readTexts(filters: IDataObject): Texts {
	return (Object.keys(TEXTS) as TextName[])
		.filter((name) => filters[name] !== undefined)
		.map((name) => [name, plainText(filters[name])]);
}

/** Whether an event has all these texts: a part of a person's name, the others as a whole. */
export function hasTexts(event: IDataObject, texts: Texts): boolean {
	return texts.every(([name, text]) => {
		const lower = text.trim().toLowerCase();
		const values = TEXTS[name].properties.map((property) => event[property]);
		return values.some((value) => {
			if (name === 'person') return foldName(plainText(value)).includes(foldName(text));
			const shown = plainText(value).trim().toLowerCase();
			// A number has lost its leading zeros: rather an alert too many than none.
			return shown === (typeof value === 'number' ? lower.replace(/^0+(?=\d)/, '') : lower);
		});
	});
}

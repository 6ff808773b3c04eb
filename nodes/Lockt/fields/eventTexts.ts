import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { foldName } from '../api/text/foldName';
import { plainText } from '../api/text/text';

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
		description: 'Only events of this category, by its name or number',
	},
	code: {
		label: 'Code',
		properties: ['code', 'code_text'],
		placeholder: 'e.g. Access Denied',
		description: 'Only events with this code, by its name or number',
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
		description: 'Only events with this subcode, by its name or number',
	},
};

type TextName = keyof typeof TEXTS;

/** What events must have in common: a text to look for, by filter. */
export type Texts = Array<[TextName, string]>;

/** The field of one of these filters. */
export function textFilter(name: TextName): INodeProperties {
	const { label, placeholder, description } = TEXTS[name];
	return { displayName: label, name, type: 'string', default: '', placeholder, description };
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

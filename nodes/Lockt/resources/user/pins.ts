import type { IDataObject } from 'n8n-workflow';
import { plainText } from '../../api/text/text';

/** Whether the PIN that a user is to get is the one they have, but for zeros at its start: spreadsheets drop them. */
export function pinProblems({ pin }: IDataObject, current: IDataObject = {}): string[] {
	const given = plainText(pin);
	// What came as a number has lost them itself, and is like no other.
	const held = typeof current.pin === 'string' ? current.pin.trim() : '';
	if (given === '' || given === held || withoutZeros(given) !== withoutZeros(held)) return [];
	return [
		"'PIN' differs from the user's by zeros at its start alone, which a spreadsheet may have dropped: make its column text, or leave it away",
	];
}

const withoutZeros = (pin: string) => pin.replace(/^0+/, '');

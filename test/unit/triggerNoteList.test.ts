import {
	codeNotes,
	decodeNotes,
	isNoteList,
	type Notes,
} from '../../nodes/Lockt/trigger/decisions/noteList';

describe('records with what is noted of them, as text', () => {
	const notes: Notes = new Map([
		[5, ':a'],
		[6, '?'],
		[106, ''],
	]);

	it('come back as they were, by rising IDs', () => {
		expect(codeNotes(notes)).toBe('5:a 1? 2s');
		expect([...decodeNotes('5:a 1? 2s')]).toEqual([...notes]);
		expect(codeNotes(new Map([...notes].reverse()))).toBe('5:a 1? 2s');
		expect([...decodeNotes(codeNotes(new Map()))]).toEqual([]);
	});

	it('are told from whatever else is stored', () => {
		const LARGEST = Number.MAX_SAFE_INTEGER.toString(36);
		for (const text of ['', '5:a 1? 2s', LARGEST]) expect(isNoteList(text, /^/)).toBe(true);
		for (const text of [5, undefined, ' ', '5  1', ':a', '5 0:a', `${LARGEST} 1`, `1 ${LARGEST}`]) {
			expect(isNoteList(text, /^/)).toBe(false);
		}
		expect(isNoteList('5:a 1?', /^\?$/)).toBe(false);
	});
});

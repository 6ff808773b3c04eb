import { labelRow } from '../../nodes/Lockt/execution/rowLabel';
import { nameOfRow } from '../../nodes/Lockt/fields/rowName';

describe('what people call a row', () => {
	it.each([
		['a name in two columns', { 'First Name': 'Nora', last_name: 'Lindqvist' }, 'Nora Lindqvist'],
		['one of them', { 'First Name': ' ', 'Last Name': 'Lindqvist' }, 'Lindqvist'],
		['a name in one', { Name: 'Nora  Lindqvist', email: 'n@x.example' }, 'Nora Lindqvist'],
		['an e-mail address', { 'E-Mail': 'n@x.example', id_num: 'E-7' }, 'n@x.example'],
		['an ID number', { 'ID Number': 4711, pin: '2222' }, '4711'],
		['nothing', { pin: '2222', card_num: '33', First: { a: 1 } }, ''],
	])('is %s', (_, input, name) => {
		expect(nameOfRow(input)).toBe(name);
	});

	it('is what the first record says that says something', () => {
		expect(nameOfRow({ a: 1 }, { name: 'Dock' })).toBe('Dock');
		expect(nameOfRow({ Name: 'Nora' }, { last_name: 'Other' })).toBe('Nora');
	});

	it('is no longer than one can read', () => {
		expect(nameOfRow({ name: 'n'.repeat(5000) })).toHaveLength(100);
	});

	it('comes after its number, from 1 on', () => {
		expect(labelRow({ index: 2, name: 'Nora' })).toBe('3 (Nora)');
		expect(labelRow({ index: 0 })).toBe('1');
	});
});

import { findOtherness } from '../../nodes/Lockt/fields/otherPerson';

const known = (first_name: string, last_name: string, email = 'old@company.example') => ({
	...{ first_name, last_name, email },
});
const given = (first_name: string, last_name: string, email = 'new@other.example') => ({
	...{ first_name, last_name, email },
});
type Person = ReturnType<typeof known>;

describe('whoever is found by an ID number', () => {
	it.each<[Person, Person]>([
		[known('Piet', 'van den Berg'), given('Jan', 'van Dijk')],
		[known('Dr. Karl', 'Braun'), given('Dr. Anna', 'Weber')],
		[known('Karl', 'Braun (extern)'), given('Anna', 'Weber (extern)')],
		[known('Robert J.', 'Hill'), given('Susan J.', 'Park')],
		[known('Maria', 'de la Cruz'), given('Jose', 'de Souza')],
		[known('Omar', 'Al Farsi'), given('Huda', 'Al Balushi')],
		[known('Robert', 'Hill'), given('Susan', 'Park')],
		[known('James', 'Martin'), given('Martin', 'Frost')],
	])(
		'is another, where two names have nothing to tell them by in common: %j %j',
		(user, record) => {
			expect(findOtherness(record, 'id_num', user)).toBe('who is called otherwise');
		},
	);

	it.each<[Person, Person]>([
		[known('Jane', 'Smith'), given('Jane', 'Brown')],
		[known('Jon', 'Smith'), given('John', 'Smith')],
		[known('Ann', 'García'), given('Anna', 'García López')],
		[known('Al', 'Do'), given('Al', 'Le')],
		[known('Ann', 'Lee'), given('Lee', 'Ann')],
		[
			known('Robert', 'Hill', 'Same@company.example'),
			given('Susan', 'Park', 'same@company.example'),
		],
	])('is the same, where a name or the address still is: %j %j', (user, record) => {
		expect(findOtherness(record, 'id_num', user)).toBeUndefined();
	});

	it.each<[string, string | undefined]>([
		['susan@other.example', 'who has another e-mail address'],
		['old@other.example', undefined],
		['', undefined],
	])('is told by the mailbox alone, where there is no whole name: %s', (email, expected) => {
		const user = known('Robert', 'Hill');
		expect(findOtherness({ email }, 'id_num', user)).toBe(expected);
		expect(findOtherness({ email, last_name: 'Park' }, 'id_num', user)).toBe(expected);
	});
});

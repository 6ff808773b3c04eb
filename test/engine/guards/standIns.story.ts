import { ALLOWED, GO_ON, by } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

/** What tables have where there is no number, or none yet. */
const standIns = [
	'#N/A',
	'#NV',
	'#REF!',
	'N/A',
	'n.a.',
	'-',
	'--',
	'?',
	'0',
	'None',
	'unknown',
	'TBD',
	'x',
	'pending',
	'#N/D',
	'#N/B',
	'k.A.',
	's/o',
	'(blank)',
	'\\N',
	'99999',
	'xxx',
	'000-000',
	'unbekannt',
	'brak',
	'NEW',
	'not assigned',
	'TBD - IT',
];

const changes: Record<string, [operation: string, field: string, modes: string[]]> = {
	'User: Delete': ['user delete', 'user', ['idNum', 'email']],
	'User: Disable': ['user disable', 'user', ['idNum', 'email']],
	'User: Anonymize': ['user anonymize', 'user', ['idNum']],
	'Fob: Delete': ['fob delete', 'fob', ['idNum', 'cardNum']],
	'Credential: Delete': ['credential delete', 'credential', ['cardNum']],
};

describe('a word in place of a number', () => {
	it.each(Object.keys(changes))('%s: means nobody, though somebody has it', async (name) => {
		const [operation, field, modes] = changes[name]!;
		const [user] = lockt.building.users.values();
		const fobs = [...lockt.building.credentials.values()].filter(({ fob }) => fob);
		for (const word of standIns) {
			// Given somebody, and a fob, of whom it was entered by mistake
			Object.assign(user!, { id_num: word, email: word });
			Object.assign(fobs[0]!, { card_num: word });
			Object.assign(fobs[0]!.fob!, { id_num: word });
			for (const mode of modes) {
				// When it is to be changed by that
				const [item] = await lockt.run(operation, { [field]: by(mode, word) }, [{}], GO_ON);

				// Then nothing is
				expect([word, item!.json.error]).toEqual([word, expect.any(String)]);
			}
		}
		expect(lockt.changes()).toEqual([]);
	});

	it('is no new person, and not the one who was created by it', async () => {
		const row = { first_name: 'Rhea', last_name: 'Gale', phone: '5550100', pin: '4711' };
		const columns = { columns: { mappingMode: 'autoMapInputData', value: null } };
		for (const word of standIns) {
			const rows = [{ ...row, id_num: word, email: 'rhea@web.example' }];
			const [item] = await lockt.run(
				'user createOrUpdate',
				{ ...columns, levelMode: 'add' },
				rows,
				GO_ON,
			);
			expect([word, item!.json.error]).toEqual([word, expect.stringContaining("'ID Number'")]);
		}
		expect(lockt.changes()).toEqual([]);
	});
});

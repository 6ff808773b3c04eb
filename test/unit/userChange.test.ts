import { clock } from '../clock';
import fc from '../fastCheck';
import type { IDataObject } from 'n8n-workflow';
import { write } from '../../emulator/answers/batch';
import { read } from '../../emulator/answers/reads';
import type { Building } from '../../emulator/building/building';
import type { User } from '../../emulator/building/records';
import { openBuilding } from '../../emulator/building/open';
import { contract, nameOf } from '../../emulator/contract';
import { combinations, defaultReadings, type Readings } from '../../emulator/readings';
import type { Lookups } from '../../nodes/Lockt/fields/lookups';
import { mayHave } from '../../nodes/Lockt/fields/records';
import { localDate } from '../../nodes/Lockt/api/records/enteredDates';
import { user as kind } from '../../nodes/Lockt/fields/kinds';
import type { LevelMode } from '../../nodes/Lockt/resources/user/levels';
import { planChange } from '../../nodes/Lockt/resources/user/change';
import type { RecordName } from '../../nodes/Lockt/execution/confirming';
import { answered } from './answered';

const endpoint = (name: string) => contract.find((row) => nameOf(row) === name)!;

/** A site whose records are read as Lockt shows them, without the way there. */
function siteOf(building: Building, shape: Partial<Readings> = {}) {
	const readings = { ...defaultReadings, ...shape };
	const alone: number[] = [];
	const shown = (name: string, value = '') => {
		const { data = [] } = read(endpoint(name), building, readings, value).body as {
			data?: IDataObject[];
		};
		return data.map((record) => kind.normalise!(record));
	};
	const lookups = {
		isOvertaken: () => Promise.resolve(false),
		mayListLag: () => Promise.resolve(false),
		zone: () => Promise.resolve(building.timezone),
		findHolders: (_, property, value) =>
			Promise.resolve({
				records: shown('GET /user').filter(mayHave(property, value)),
				tellsAll: true,
			}),
		isAlways: () => Promise.resolve(false),
		find: (_, property, value) => Promise.resolve(shown(`GET /credential?${property}=`, value)),
		findCut: () => Promise.resolve([]),
		readFull: (_, id) => {
			alone.push(id);
			return Promise.resolve(shown('GET /user?id=', String(id))[0]!);
		},
	} as Partial<Lookups> as Lookups;
	return {
		lookups,
		/** Who was read alone. */
		alone,
		listed: (id: number) => shown('GET /user').find((one) => one.id === id),
		/** What is planned, as it is sent: at once, so that nothing has changed in between. */
		plan: async (
			id: number,
			fields: IDataObject,
			levels: LevelMode = 'add',
			known?: IDataObject,
		): ReturnType<typeof planChange> => {
			const plan = await planChange(
				{ id, names: [], fields, levels, known, problems: [] },
				lookups,
			);
			if (!('call' in plan)) return plan;
			const isSent = (plan.problems ?? []).length === 0;
			const renewed = isSent ? await plan.renew?.(lookups) : undefined;
			return { ...plan, ...renewed };
		},
		/** Sends the plan to Lockt, and says what became of it. */
		carryOut: (plan: Awaited<ReturnType<typeof planChange>>) => {
			if (!('call' in plan)) return plan.outcome;
			const { method, path, body } = plan.call.request([plan.record], false);
			const { status, body: said } = write(endpoint(`${method} ${path}`), building, readings, {
				value: '',
				body,
				limit: 100,
			});
			const [outcome] = plan.call.outcomes([plan.record], answered(status, said), false);
			return outcome!.kind;
		},
	};
}

const open = () => openBuilding({ history: 0, users: 12 });
const someone = ({ users }: Building) => [...users.values()][2]!;
/** Every tenth user waits for a card. */
const withoutCard = ({ users }: Building) => [...users.values()][9]!;
const planned = (plan: Awaited<ReturnType<typeof planChange>>) => {
	if (!('call' in plan)) return { outcome: plan.outcome };
	const { record, problems, outcome } = plan;
	const { method, body } = plan.call.request([record], false);
	const { replace_privileges } = (body as { options: IDataObject }).options;
	return { outcome, method, record, problems, replaces: replace_privileges === 'true' };
};

describe('how a user is changed', () => {
	it('not at all, when they are so already', async () => {
		const building = open();
		const site = siteOf(building);
		const { id, id_num, email, enabled, accessLevelIds } = someone(building);
		const accesslevels = accessLevelIds.map((level) => ({ id: level }));
		const fields = { id_num, email, enabled, accesslevels };
		for (const levels of ['add', 'replace'] as const) {
			expect(await site.plan(id, fields, levels, site.listed(id))).toMatchObject({
				outcome: 'unchanged',
				shows: { id, ...fields },
			});
		}
		expect(site.alone).toEqual([]);
	});

	it('by a PUT of what differs, where a PUT can say it', async () => {
		const building = open();
		const site = siteOf(building);
		const { id, id_num } = someone(building);
		const fields = { id_num, enabled: false };
		expect(planned(await site.plan(id, fields, 'replace', site.listed(id)))).toEqual({
			...{ outcome: 'updated', method: 'PUT', problems: [], replaces: false },
			record: { id, enabled: false },
		});
		// What did not differ may do so when the turn comes.
		expect(site.alone).toEqual([id]);
	});

	it('by a POST of all there is, where it changes who they are', async () => {
		const building = open();
		const site = siteOf(building);
		const user = someone(building);
		user.access_expires = '2099-03-31 17:00:00';
		const { id, id_num, last_name, email, phone, pin, access_expires } = user;
		expect(planned(await site.plan(id, { first_name: 'Rhea' }, 'add', site.listed(id)))).toEqual({
			...{ outcome: 'updated', method: 'POST', problems: [], replaces: false },
			record: {
				...{ id, id_num, first_name: 'Rhea', last_name, email, phone, pin, enabled: 'true' },
				...{ access_expires },
			},
		});
	});

	it('of somebody unknown without a question, where a PUT can say it', async () => {
		const building = open();
		const site = siteOf(building);
		const { id } = someone(building);
		expect(planned(await site.plan(id, { enabled: true, custom1: 'x' }))).toMatchObject({
			method: 'PUT',
			record: { id, enabled: true, custom1: 'x' },
		});
		expect(site.alone).toEqual([]);
	});

	it('adds access levels to those that the user has, or replaces all of them', async () => {
		const building = open();
		const site = siteOf(building);
		const { id, accessLevelIds } = someone(building);
		const [held] = accessLevelIds as [number];
		const other = [...building.accessLevels.keys()].find((level) => level !== held)!;
		const plan = async (levels: number[], mode: LevelMode) =>
			planned(
				await site.plan(
					id,
					{ accesslevels: levels.map((level) => ({ id: level })) },
					mode,
					site.listed(id),
				),
			);
		expect(await plan([held, other, other], 'add')).toMatchObject({
			record: { id, accesslevels: [{ id: held }, { id: other }] },
			replaces: false,
		});
		expect(await plan([held, other, other], 'replace')).toMatchObject({
			record: { id, accesslevels: [{ id: held }, { id: other }] },
			replaces: true,
		});
		expect(await plan([other], 'replace')).toMatchObject({
			record: { id, accesslevels: [{ id: other }] },
			replaces: true,
		});
	});

	it("to be disabled, also where the list shows nobody as enabled, as the vendor's examples do", async () => {
		const building = open();
		const site = siteOf(building);
		const { id } = someone(building);
		const fillers = { ...site.listed(id), enabled: false };
		site.lookups.isAlways = (_, property, value) =>
			Promise.resolve(property === 'enabled' && value === false);
		const { record } = planned(await site.plan(id, { enabled: false }, 'add', fillers));
		expect([false, 'false']).toContain(record!.enabled);
		expect(site.alone).toContain(id);
	});

	it('says what is wrong, even with what would change nothing', async () => {
		const building = open();
		const site = siteOf(building);
		const { id } = someone(building);
		const late = await site.plan(id, { access_expires: '2001-01-01 00:00:00' });
		expect(planned(late).problems).toEqual([
			"'Access Expires' is in the past: 2001-01-01 00:00:00",
		]);
		const lookups = { zone: () => Promise.resolve('utc') } as Lookups;
		const known = { id, email: 'a@x.example' };
		const row = { id, names: [], fields: { email: 'a@x.example' }, levels: 'add' as const, known };
		const wrong = await planChange(
			{ ...row, problems: ["'PIN' must be digits only"] },
			{
				...lookups,
				readFull: () => Promise.resolve(known),
			},
		);
		expect(planned(wrong).problems).toEqual(["'PIN' must be digits only"]);
	});

	describe('where Lockt shows digits as a number', () => {
		/** As many servers make of texts with digits: without the zeros before them. */
		const planShown = (property: string, held: string, names: RecordName[] = [], text = held) => {
			const building = open();
			const { lookups } = siteOf(building);
			const { id } = someone(building);
			const readFull: Lookups['readFull'] = async (...who) => {
				const user = await lookups.readFull(...who);
				const [{ ...card }, ...others] = user.credentials as IDataObject[];
				card.card_num = property === 'card_num' ? Number(held) : card.card_num;
				const credentials = [card, ...others];
				return { ...user, [property]: Number(held), credentials };
			};
			const find: Lookups['find'] = async (of, _, value) => {
				if (of !== kind) return held === value ? [{ id: 7, user_id: id, card_num: held }] : [];
				return held === value ? [await readFull(kind, id)] : [];
			};
			return planChange(
				{ id, names, fields: { [property]: text }, levels: 'add', problems: [] },
				{ ...lookups, readFull, find },
			);
		};
		const texts = ['pin', 'id_num', 'phone', 'email', 'first_name', 'custom1'];

		it.each(texts)('%s is never taken for the text that is given', async (property) => {
			const digits = fc.stringMatching(/^0{0,2}[1-9]\d{0,5}$/);
			await fc.assert(
				fc.asyncProperty(digits, fc.nat(2), async (held, zeros) => {
					for (const text of [held, String(Number(held)), '0'.repeat(zeros) + held]) {
						const plan = planned(await planShown(property, held, [], text));
						expect(plan).toMatchObject({ outcome: 'updated', record: { [property]: text } });
					}
				}),
				{ numRuns: 5 },
			);
		});

		it('the ID number by which they were found is known, and stays', async () => {
			const names = [{ property: 'id_num', label: 'ID Number', value: '0042' }];
			const same = await planShown('id_num', '0042', names);
			expect(planned(same).outcome).toBe('unchanged');
			const building = open();
			const { lookups } = siteOf(building);
			const { id } = someone(building);
			const readFull: Lookups['readFull'] = async (...who) => ({
				...(await lookups.readFull(...who)),
				id_num: 42,
			});
			const moved = await planChange(
				{ id, names, fields: { id_num: '0042', last_name: 'Moved' }, levels: 'add', problems: [] },
				{ ...lookups, readFull },
			);
			expect(planned(moved).record).toMatchObject({ id_num: '0042', last_name: 'Moved' });
		});

		it('a card is theirs only where a question tells', async () => {
			expect(planned(await planShown('card_num', '050006')).outcome).toBe('unchanged');
			for (const other of ['50006', '0050006', '50007']) {
				const { outcome, problems } = planned(await planShown('card_num', '050006', [], other));
				expect(outcome).toBe('updated');
				expect(problems).toEqual([expect.stringContaining('the user has the card 50006 already')]);
			}
		});
	});

	describe('where Lockt fills texts up with blanks', () => {
		const pad = (value: unknown) => (typeof value === 'string' ? `${value}      ` : value);
		const planPadded = (wanted: (user: User) => IDataObject) => {
			const building = open();
			const { lookups } = siteOf(building);
			const user = someone(building);
			const readFull: Lookups['readFull'] = async (...who) => {
				const shown = Object.entries(await lookups.readFull(...who));
				return Object.fromEntries(shown.map(([name, value]) => [name, pad(value)])) as IDataObject;
			};
			return planChange(
				{ id: user.id, names: [], fields: wanted(user), levels: 'add', problems: [] },
				{ ...lookups, readFull },
			);
		};

		it('they are the same as without', async () => {
			const all = await planPadded(({ id_num, first_name, last_name, email, phone, pin }) => ({
				...{ id_num, first_name, last_name, email, phone, pin },
			}));
			expect(planned(all).outcome).toBe('unchanged');
		});

		it('none of it is sent back', async () => {
			const { record } = planned(await planPadded(() => ({ first_name: 'Moved' })));
			const texts = Object.values(record!).filter((value) => typeof value === 'string');
			expect(texts.length).toBeGreaterThan(6);
			expect(texts).toEqual(texts.map((text) => text.trim()));
			expect(record).toMatchObject({ pin: someone(open()).pin });
		});
	});

	describe('where Lockt does not show all of somebody', () => {
		const planAs = (shown: IDataObject, fields: IDataObject) => {
			const building = open();
			const { lookups } = siteOf(building);
			const { id } = someone(building);
			const readFull: Lookups['readFull'] = async (...who) => {
				const user = { ...(await lookups.readFull(...who)), ...shown };
				return JSON.parse(JSON.stringify(user)) as IDataObject;
			};
			const wanted = { id, names: [], fields, levels: 'add' as const, problems: [] };
			return planChange(wanted, { ...lookups, readFull });
		};

		it.each<[string, IDataObject]>([
			['PIN', { pin: undefined }],
			['PIN', { pin: '****' }],
			['PIN', { pin: { masked: true } }],
			['PIN', { pin: '' }],
			['PIN', { pin: null }],
			['First Name', { first_name: null }],
			// What stands for something that is not shown.
			['PIN', { pin: '0' }],
			['PIN', { pin: '0000' }],
			['ID Number', { id_num: '-' }],
			['ID Number', { id_num: 'n/a' }],
			['First Name', { first_name: 'null' }],
			['Phone', { phone: 'xxx-xxx-4365' }],
			['Custom 1', { custom1: 'Night sh…' }],
			['PIN', { pin: 986 }],
			['ID Number', { id_num: 42 }],
			['Last Name', { last_name: 'Jos\uFFFD' }],
			['First Name', { first_name: undefined }],
			['Email', { email: '••••••' }],
			['ID Number', { id_num: ['E-1', 'E-2'] }],
			['Enabled', { enabled: undefined }],
			['Enabled', { enabled: 'perhaps' }],
			['Custom 2', { custom2: { value: 'x' } }],
			['Custom 2', { custom2: 42 }],
		])('nothing is sent that could change %s: %j', async (label, shown) => {
			const plan = planAs(
				shown,
				'last_name' in shown ? { email: 'x@y.example' } : { last_name: 'Moved' },
			);
			await expect(plan).rejects.toThrow(`'${label}' of the user cannot be kept as before`);
		});

		it.each([
			{ date: '2030-12-31 00:00:00', timezone: 'UTC' },
			[2030, 12, 31, 0, 0],
			false,
			'soon',
		])('no date is erased that cannot be read: %j', async (access_expires) => {
			const shown = { access_expires } as unknown as IDataObject;
			const plan = planAs(shown, { email: 'x@y.example' });
			await expect(plan).rejects.toThrow("'Access Expires' of the user cannot be kept as it is");
		});

		it.each([...['0000-00-00 00:00:00', '0001-01-01T00:00:00', 0, 'Never', 'N/A', null]])(
			'a date that is none is not sent: blank, it would erase one that was not shown: %j',
			async (none) => {
				const shown = { access_effective: none, access_expires: none };
				const { record, problems } = planned(await planAs(shown, { email: 'x@y.example' }));
				expect(Object.keys(record!)).not.toContain('access_effective');
				expect(Object.keys(record!)).not.toContain('access_expires');
				expect(problems).toEqual([]);
			},
		);

		it.each([
			...['1970-01-01T00:00:00.000Z', '1970-01-01 00:00:00', '1970-01-01', '1969-12-31 19:00:00'],
			...['/Date(0)/', '1/1/1970 12:00:00 AM', '1970-01-01 00:00:00 +00:00', '1970-01-01T08:00:00'],
			// What SQL Server, OLE, Windows and others make of a blank date
			...[
				'1900-01-01 00:00:00',
				'1899-12-30T00:00:00',
				'1753-01-01 00:00:00',
				'1601-01-01 00:00:00',
			],
			...['1980-01-01 00:00:00', '2000-01-01T00:00:00Z', '/Date(-2208988800000)/'],
		])('an end that may be none or long past is not sent back, only changed: %j', async (open) => {
			// Who was expired by it would be let in
			const shown = { access_effective: open, access_expires: open };
			await expect(planAs(shown, { email: 'x@y.example' })).rejects.toThrow(
				"'Access Expires' of the user cannot be kept as it is: it is so long past",
			);
			for (const access_expires of ['', '2099-01-01 00:00:00']) {
				const plan = await planAs(shown, { email: 'x@y.example', access_expires });
				expect(planned(plan)).toMatchObject({ record: { access_expires }, problems: [] });
			}
			const plan = planned(await planAs(shown, { custom1: 'by a PUT' }));
			expect(plan.record).not.toHaveProperty('access_expires');
		});

		it.each<[IDataObject, IDataObject]>([
			[{ pin: '****' }, { pin: '4711' }],
			[{ email: undefined }, { email: 'rhea@lockt.example' }],
			[{ pin: '****' }, { custom1: 'by a PUT, which leaves the PIN alone' }],
			[{ custom2: undefined, phone: '', email: null, custom1: null }, { last_name: 'Moved' }],
		])('what is given, or only blank, is no reason: %j, %j', async (shown, fields) => {
			expect(await planAs(shown, fields)).toMatchObject({ outcome: 'updated' });
		});

		it.each([null, ''])(
			'what is shown as %j is not sent back, as that could erase it',
			async (none) => {
				const shown = { custom1: none, custom4: none, access_expires: none };
				const { record } = planned(await planAs(shown, { last_name: 'Moved' }));
				for (const name of Object.keys(shown)) expect(record).not.toHaveProperty(name);
				expect(JSON.stringify(record)).not.toContain('null');
			},
		);
	});

	it('keeps a date to the letter, also an hour that the clock skips', async () => {
		const building = open();
		const site = siteOf(building, { dates: 'local' });
		const user = someone(building);
		for (const date of ['2097-03-10 02:30:00', '2097-11-03 01:30:00', '2097-07-01 00:00:00']) {
			user.access_expires = date;
			const { record } = planned(await site.plan(user.id, { last_name: 'Moved' }));
			expect(record).toMatchObject({ access_expires: date });
		}
	});

	it('holds the dates against those that are there, in whichever form Lockt shows them', async () => {
		for (const shape of combinations('dates')) {
			const building = open();
			const site = siteOf(building, shape);
			const user = someone(building);
			user.access_expires = '2098-07-01 00:00:00';
			const plan = async (access_effective: string) =>
				planned(await site.plan(user.id, { access_effective }, 'add', site.listed(user.id)));
			expect((await plan('2098-06-30 23:59:59')).problems).toEqual([]);
			expect((await plan('2098-07-01 00:00:00')).problems).toEqual([
				"'Access Effective' must be before 'Access Expires'",
			]);
		}
	});
});

describe('the card of a user', () => {
	it('is given to who has none, though a fob may be shown in its place', async () => {
		const building = open();
		const site = siteOf(building);
		const { id } = withoutCard(building);
		const [fob] = [...building.credentials.values()].filter((one) => one.fob);
		fob!.userId = id;
		expect(site.listed(id)!.card_num).toBe(fob!.card_num);
		const plan = await site.plan(id, { card_num: '00877' }, 'add', site.listed(id));
		expect(planned(plan).problems).toEqual([]);
		expect(site.carryOut(plan)).toBe('done');
		expect([...building.credentials.values()].filter(({ userId }) => userId === id)).toMatchObject([
			{ card_num: fob!.card_num },
			{ card_num: '00877' },
		]);
	});

	it('is never one that is there already, whoever or whatever has it', async () => {
		const building = open();
		const site = siteOf(building);
		const { id } = withoutCard(building);
		const taken = [...building.credentials.values()];
		expect(new Set(taken.map(({ fob }) => fob !== undefined))).toEqual(new Set([true, false]));
		for (const { card_num } of taken) {
			for (const more of [{}, { last_name: 'Moved' }]) {
				const plan = planned(await site.plan(id, { card_num, ...more }));
				expect(plan.problems).toEqual([
					expect.stringContaining(`'Card Number': ${card_num} is there already (`),
				]);
			}
		}
		expect(planned(await site.plan(id, { card_num: '00877' })).problems).toEqual([]);
	});

	it('is refused at the last moment where somebody has got it since', async () => {
		const building = open();
		const site = siteOf(building);
		const { id } = withoutCard(building);
		const plan = await planChange(
			{ id, names: [], fields: { card_num: '00877', pin: '4711' }, levels: 'add', problems: [] },
			site.lookups,
		);
		[...building.credentials.values()][0]!.card_num = '00877';
		const renewing = 'call' in plan ? plan.renew!(site.lookups) : undefined;
		await expect(renewing).rejects.toThrow("'Card Number': 00877 is there already");
	});

	it('is never exchanged: Lockt would not say that it does not', async () => {
		const building = open();
		const site = siteOf(building);
		const { id } = someone(building);
		const { card_num } = site.listed(id) as { card_num: string };
		for (const known of [site.listed(id), undefined]) {
			const plan = await site.plan(id, { card_num: '00877' }, 'add', known);
			expect(planned(plan).problems).toEqual([
				`'Card Number': the user has the card ${card_num} already, and Lockt does not exchange it. Remove the credential first`,
			]);
			expect((await site.plan(id, { card_num }, 'add', known)).outcome).toBe('unchanged');
		}
	});
});

describe('what somebody else has', () => {
	const other = ({ users }: Building) => [...users.values()][4]!;
	const said = (label: string, { id, last_name }: User) =>
		new RegExp(`^'${label}' .+ is that of .*${last_name} \\(ID ${id}\\) already, whom Lockt could`);
	const CASES = [
		['ID Number', 'id_num', (text: string) => text],
		['Email', 'email', (text: string) => text],
		['Email', 'email', (text: string) => ` ${text.toUpperCase()}`],
	] as const;

	it.each(CASES)('is not given to a user: %s', async (label, property, write) => {
		const building = open();
		const site = siteOf(building);
		const [{ id }, holder] = [someone(building), other(building)];
		for (const known of [undefined, site.listed(id)]) {
			const plan = await site.plan(id, { [property]: write(holder[property]) }, 'add', known);
			const { problems } = planned(plan);
			expect(problems).toEqual([expect.stringMatching(said(label, holder))]);
		}
	});

	it.each(CASES)('keeps a user from a POST of all there is: %s', async (label, property, write) => {
		const building = open();
		const site = siteOf(building);
		const [user, holder] = [someone(building), other(building)];
		user[property] = write(holder[property]);
		const post = planned(await site.plan(user.id, { phone: '5550100' }));
		expect(post.problems).toEqual([expect.stringMatching(said(label, holder))]);
		// A PUT goes by the ID alone.
		expect(planned(await site.plan(user.id, { enabled: false })).problems).toEqual([]);
	});

	it.each(CASES)('is looked for again when the turn comes late: %s', async (_, property, write) => {
		const building = open();
		const site = siteOf(building);
		const [{ id }, holder] = [someone(building), other(building)];
		const fields = { [property]: 'new@people.example' };
		const plan = await planChange(
			{ id, names: [], fields, levels: 'add', problems: [] },
			site.lookups,
		);
		const renew = async () => ('call' in plan ? plan.renew!(site.lookups) : undefined);
		expect(await renew()).toMatchObject({ record: { id, ...fields } });
		holder[property] = write('new@people.example');
		clock.wait(1);
		await expect(renew()).rejects.toThrow(/is that of .* already, whom Lockt could/);
	});

	it('is no matter where it is blank, or shown twice of the same user', async () => {
		const building = open();
		const site = siteOf(building, { badRecord: 'copy' });
		for (const user of building.users.values()) user.email = '';
		const plan = await site.plan(someone(building).id, { phone: '5550100' });
		expect(planned(plan).problems).toEqual([]);
	});
});

describe('a plan that was carried out', () => {
	const text = fc.constantFrom('Rhea', 'Gale', 'x y', 'Night shift');
	// As the columns give them: an hour that the clock skips has become the one after it.
	const date = (...texts: string[]) =>
		fc.constantFrom('', ...texts.map((text) => localDate(text, open().timezone)!));
	const wanted = fc.record(
		{
			id_num: fc.constantFrom('N-1', '00012'),
			first_name: text,
			last_name: text,
			email: fc.constantFrom('rhea@web.example', 'Rhea@Web.example'),
			phone: fc.constantFrom('8184365134', '5550100'),
			pin: fc.constantFrom('0986', '1234'),
			card_num: fc.constantFrom('00877', '877'),
			enabled: fc.boolean(),
			access_effective: date('2098-01-15T08:00', '2098-07-15T08:00Z', '2098-03-09T02:59:59'),
			access_expires: date('2099-01-15T08:00', '2099-11-01T01:30', '2099-11-01T06:30Z'),
			custom1: fc.constantFrom('', 'x'),
			custom4: text,
			accesslevels: fc.array(fc.nat(5), { minLength: 1, maxLength: 4 }),
		},
		{ requiredKeys: [] },
	);
	const shapes = combinations('userNames', 'dates');

	it('leaves nothing to do, and nothing else changed', async () => {
		await fc.assert(
			fc.asyncProperty(
				wanted,
				fc.constantFrom<LevelMode>('add', 'replace'),
				fc.constantFrom(...shapes),
				fc.boolean(),
				async ({ accesslevels, ...rest }, levels, shape, isKnown) => {
					fc.pre(Object.keys(rest).length > 0 || accesslevels !== undefined);
					const building = open();
					const ids = [...building.accessLevels.keys()];
					const fields: IDataObject = {
						...rest,
						...(accesslevels && { accesslevels: accesslevels.map((n) => ({ id: ids[n] })) }),
					};
					const user = withoutCard(building);
					Object.assign(user, { custom: ['a', 'b', 'c', 'd'] });
					const before = structuredClone(user);
					const site = siteOf(building, shape);

					const first = await site.plan(
						user.id,
						fields,
						levels,
						isKnown ? site.listed(user.id) : undefined,
					);
					expect(planned(first).problems ?? []).toEqual([]);
					expect(site.carryOut(first)).toMatch(/^(done|unchanged)$/);

					const named = new Set(accesslevels?.map((n) => ids[n]!));
					const kept = levels === 'add' || !accesslevels ? before.accessLevelIds : [];
					expect(new Set(user.accessLevelIds)).toEqual(new Set([...kept, ...named]));
					const { custom1 = 'a', custom4 = 'd', card_num, ...simple } = rest;
					const { accessLevelIds } = user;
					expect(user).toEqual({
						...before,
						...simple,
						accessLevelIds,
						custom: [custom1, 'b', 'c', custom4],
					});
					const cards = [...building.credentials.values()].filter((one) => one.userId === user.id);
					expect(cards.map((card) => card.card_num)).toEqual(card_num ? [card_num] : []);

					// What is to be empty is sent once more: an answer may leave it out.
					const again = await site.plan(user.id, fields, levels, site.listed(user.id));
					const emptied = Object.keys(fields).filter((name) => fields[name] === '');
					expect(again.outcome).toBe(emptied.length > 0 ? 'updated' : 'unchanged');
					const { changes = [] } = again as { changes?: string[] };
					expect(changes).toEqual(emptied);
				},
			),
			{ numRuns: 150 },
		);
	});
});

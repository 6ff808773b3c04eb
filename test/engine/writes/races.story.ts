import type { IDataObject } from 'n8n-workflow';
import { cardHolders } from '../../emulator/samples';
import { ALLOWED, GO_ON, autoMapped, by, columns } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0 });

const people = () => cardHolders(lockt.building);
const outcomes = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.outcome);

/** Does something as soon as Lockt has seen so many changes. */
async function afterChanges(count: number, work: () => unknown): Promise<void> {
	while (lockt.changes().length < count) await new Promise((resolve) => setImmediate(resolve));
	await work();
}

describe('what others change while a run is under way', () => {
	it('stays: whoever is disabled meanwhile is not let in again', async () => {
		// Given 30 people whose names change, in three requests
		const rows = people()
			.slice(0, 30)
			.map(({ id_num }, n) => ({ id_num, last_name: `New ${n}` }));
		const last = people()[29]!;
		const options = { batchSize: 10 };
		const run = lockt.run(
			'user createOrUpdate',
			{ levelMode: 'add', options, ...autoMapped },
			rows,
		);

		// When the last of them is disabled in Lockt after the first request, with another PIN and an end
		const changed = { enabled: false, pin: '7391', access_expires: '2099-01-01 00:00:00' };
		await afterChanges(1, () => Object.assign(last, changed));

		// Then only the name has changed
		expect(outcomes(await run)).toEqual(rows.map(() => 'updated'));
		expect(last).toMatchObject({ ...changed, last_name: 'New 29' });
	});

	it('stays: an access level that another execution takes away at the same time', async () => {
		const user = people()[3]!;
		const [a, b, c] = [...lockt.building.accessLevels.keys()] as [number, number, number];
		user.accessLevelIds = [a, b, c];
		const remove = (level: number) =>
			lockt.run('user setAccessLevels', {
				...{ user: by('id', user.id), mode: 'remove', accessLevels: [level] },
			});
		await Promise.all([remove(a), remove(b)]);
		expect(user.accessLevelIds).toEqual([c]);
	});

	it('refuses alone whoever is gone by then', async () => {
		const rows = people()
			.slice(0, 20)
			.map(({ id_num }, n) => ({ id_num, last_name: `New ${n}` }));
		const gone = people()[19]!;
		const options = { batchSize: 10 };
		const parameters = { levelMode: 'add', options, ...autoMapped };
		const run = lockt.run('user createOrUpdate', parameters, rows, GO_ON);
		await afterChanges(1, () => lockt.building.users.delete(gone.id));
		const items = await run;
		expect(outcomes(items.slice(0, 19))).toEqual(Array(19).fill('updated'));
		expect(items[19]!.json.error).toMatch(/^Not sent: No user with ID/);
	});

	it('in one run, one item after the other: what was added stays when another is removed', async () => {
		const user = people()[3]!;
		const [a, b] = [...lockt.building.accessLevels.keys()] as [number, number];
		user.accessLevelIds = [a];
		const parameters = {
			user: by('id', user.id),
			mode: '={{ $json.mode }}',
			accessLevels: '={{ [$json.level] }}',
		};
		const items = [
			{ mode: 'add', level: b },
			{ mode: 'remove', level: a },
		];
		expect(outcomes(await lockt.run('user setAccessLevels', parameters, items))).toEqual([
			'updated',
			'updated',
		]);
		expect(user.accessLevelIds).toEqual([b]);
	});

	it('is not undone by a change of one name either', async () => {
		const user = people()[2]!;
		const update = lockt.run('user update', {
			...{ user: by('id', user.id), levelMode: 'add' },
			...columns({ last_name: 'Moved' }),
		});
		const disable = lockt.run('user disable', { user: by('id', user.id) });
		await Promise.all([update, disable]);
		expect(user).toMatchObject({ enabled: false, last_name: 'Moved' });
	});
});

import type { IPollFunctions } from 'n8n-workflow';
import { holdersOf, knownHoldersOf } from '../../nodes/Lockt/api/records/holders';
import { findHolders } from '../../nodes/Lockt/trigger/events/holders';
import { readEnds, whoseIds } from '../../nodes/Lockt/trigger/accessEnds/reads';
import { useStandIn } from './standIn';

const lockt = useStandIn();
const context = () => lockt.context() as unknown as IPollFunctions;

const ann = { id: 7, first_name: 'Ann', last_name: 'Ray', enabled: true };
const named = { id: 7, name: 'Ray, Ann' };

const shown: object[] = [
	{ user: [named] },
	{ user: named },
	{ user: 7 },
	{ user: '7' },
	{ user: [7] },
	{ user: [{ unid: 7, name: 'Ray, Ann' }] },
	{ user: [named, named] },
	{ user: [null, named] },
	{ user_id: 7 },
];
const unshown: object[] = [{}, { user: 'Ray, Ann' }, { user: [{ name: 'Ray, Ann' }] }];

/** Lists in which the card 001 has a holder as shown, and ends soon. */
const answerWith = (holder: object) => {
	const card = { id: 3, card_num: '001', access_expires: '2026-07-03 10:00:00', ...holder };
	lockt.answer = ({ url }) => {
		if (url.includes('/time')) return { data: [{ timezone: 'America/New_York' }] };
		if (url.includes('/fob')) return { data: [] };
		return { data: url.includes('/credential') ? [card] : [ann] };
	};
};
const readHolding = async () => {
	const { find } = await readEnds(context());
	return find({ of: 'credential', id: 3 })!;
};

describe('whose a credential is', () => {
	it.each(shown)('is read from %j', async (holder) => {
		expect(holdersOf(holder as never)).toEqual(['7']);
		answerWith(holder);
		const holding = await readHolding();
		expect(whoseIds(holding)).toEqual([7]);
		expect(holding.holder).toMatchObject(ann);
		const [found] = await findHolders(context(), [{ id: 1, card_num: '001', user: 'Ray, Ann' }]);
		expect(found).toMatchObject(ann);
	});

	it.each(unshown)('is not known from %j', async (holder) => {
		expect(knownHoldersOf(holder as never)).toBeUndefined();
		answerWith(holder);
		expect(whoseIds(await readHolding())).toBeUndefined();
	});

	it('may be several, or nobody', async () => {
		answerWith({ user: [7, 8] });
		expect(whoseIds(await readHolding())).toEqual([7, 8]);
		answerWith({ user: [] });
		expect((await readHolding()).holder).toBeUndefined();
	});
});

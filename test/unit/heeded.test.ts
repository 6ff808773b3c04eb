import { leavesOut } from '../../nodes/Lockt/api/questions/heeded';
import { useStandIn } from './standIn';

const lockt = useStandIn();

describe('an answer to a question about some', () => {
	const question = { path: '/user', flags: ['installers'] } as const;
	const people = (...ids: number[]) => ids.map((id) => ({ id }));

	/** Whether it leaves out somebody, by the lists that Lockt gives one after the other. */
	const judge = async (first: number[], all: number[], again: number[] = first) => {
		const lists = [people(...all), people(...again)];
		lockt.answer = () => ({ data: lists.shift() });
		return leavesOut(
			lockt.context(),
			{ ...question, flags: [...question.flags] },
			people(...first),
		);
	};

	it.each([
		['some of all', [1], [1, 2], undefined, true],
		['others than all', [7], [1, 2], undefined, true],
		['some, where there is nobody else', [7], [], undefined, true],
		['all', [1, 2], [1, 2], undefined, false],
		['all and more', [1, 2, 3], [1, 2], undefined, false],
		['all, before somebody came', [1, 2], [1, 2, 3], [1, 2, 3], false],
		['all, before somebody went', [1, 2, 3], [1, 2], undefined, false],
		['some, before somebody came', [1], [1, 2, 3], [1], true],
	] as const)('%s', async (_, first, all, again, expected) => {
		expect(await judge([...first], [...all], again && [...again])).toBe(expected);
	});

	it('leaves out nobody for sure as long as there are some without a usable ID in it', async () => {
		const lists = [people(1, 2, 3), [{ id: 1 }, { id: null, name: 'Ann' }, { id: 3 }]];
		lockt.answer = () => ({ data: lists.shift() });
		expect(
			await leavesOut(lockt.context(), { ...question, flags: ['installers'] }, people(1, 3)),
		).toBe(false);
	});
});

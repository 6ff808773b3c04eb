import type { Question } from '../../nodes/Lockt/api/client';
import { limited } from '../../nodes/Lockt/api/text/limited';
import { askEachOnce, once } from '../../nodes/Lockt/api/questions/once';

/** Work that ends when it is told to, and what was begun of it. */
function heldWork() {
	const begun: string[] = [];
	const ends = new Map<string, () => void>();
	const work = (name: string) => {
		begun.push(name);
		return new Promise<string>((resolve) =>
			ends.set(name, () => {
				resolve(`answer to ${name}`);
			}),
		);
	};
	return {
		begun,
		work,
		end: (name: string) => {
			ends.get(name)!();
		},
	};
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('work in turn', () => {
	it('begins in order, and only so much at a time', async () => {
		const { begun, work, end } = heldWork();
		const inTurn = limited(2);
		const all = Promise.all(['a', 'b', 'c', 'd'].map((name) => inTurn(() => work(name))));
		await settled();
		expect(begun).toEqual(['a', 'b']);

		end('b');
		await settled();
		expect(begun).toEqual(['a', 'b', 'c']);

		for (const name of ['a', 'c']) end(name);
		await settled();
		end('d');
		expect(await all).toEqual(['a', 'b', 'c', 'd'].map((name) => `answer to ${name}`));
	});

	it('makes room for the next when it fails', async () => {
		const inTurn = limited(1);
		const failing = inTurn(() => Promise.reject(new Error('broken')));
		const next = inTurn(() => Promise.resolve('done'));
		await expect(failing).rejects.toThrow('broken');
		expect(await next).toBe('done');
	});

	it('takes up all places again after a pause', async () => {
		const { begun, work, end } = heldWork();
		const inTurn = limited(1);
		const first = inTurn(() => work('a'));
		end('a');
		await first;
		void inTurn(() => work('b'));
		void inTurn(() => work('c'));
		await settled();
		expect(begun).toEqual(['a', 'b']);
	});
});

describe('each question once', () => {
	const ofUser = (id: number): Question => ({ path: '/user', query: { id } });

	it('is shared by all who ask it, at once or later', async () => {
		const ask = jest.fn(({ query }: Question) => Promise.resolve(query?.id));
		const read = askEachOnce(ask);
		expect(await Promise.all([read(ofUser(1)), read(ofUser(1)), read(ofUser(2))])).toEqual([
			1, 1, 2,
		]);
		expect(await read(ofUser(2))).toBe(2);
		expect(ask).toHaveBeenCalledTimes(2);
	});

	it.each<[string, Question, Question]>([
		['path', { path: '/door' }, { path: '/fob' }],
		['query', ofUser(1), { path: '/user' }],
		['flags', { path: '/user', flags: ['installers'] }, { path: '/user' }],
	])('is told from another by its %s', async (_, one, other) => {
		const ask = jest.fn(() => Promise.resolve());
		const read = askEachOnce(ask);
		await Promise.all([read(one), read(other)]);
		expect(ask.mock.calls).toEqual([[one], [other]]);
	});

	it('fails for all who ask it', async () => {
		const ask = jest.fn(() => Promise.reject(new Error('refused')));
		const read = askEachOnce(ask);
		for (const answer of [read(ofUser(1)), read(ofUser(1))]) {
			await expect(answer).rejects.toThrow('refused');
		}
		expect(ask).toHaveBeenCalledTimes(1);
	});

	it('has no more than five under way', async () => {
		const { begun, work, end } = heldWork();
		const read = askEachOnce(({ query }) => work(String(query?.id)));
		for (const id of [1, 2, 3, 4, 5, 6, 7]) void read(ofUser(id));
		await settled();
		expect(begun).toEqual(['1', '2', '3', '4', '5']);
		end('3');
		await settled();
		expect(begun).toEqual(['1', '2', '3', '4', '5', '6']);
	});
});

describe('work done once', () => {
	it('begins when it is wanted, and its result is kept', async () => {
		const work = jest.fn(() => Promise.resolve('America/New_York'));
		const zone = once(work);
		expect(work).not.toHaveBeenCalled();
		expect(await Promise.all([zone(), zone()])).toEqual(['America/New_York', 'America/New_York']);
		expect(await zone()).toBe('America/New_York');
		expect(work).toHaveBeenCalledTimes(1);
	});
});

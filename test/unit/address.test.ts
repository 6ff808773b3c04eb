import fc from '../fastCheck';
import { addressOf, DEFAULT_BASE_URL, secureAddress } from '../../nodes/Lockt/api/guard/address';

describe('addressOf', () => {
	it('puts path, flags and query below the base URL', () => {
		expect(addressOf(DEFAULT_BASE_URL, '/user', { id_num: 'A 7&x' }, ['missingcreds'])).toBe(
			'https://cloudapi.lockt.com/api/v1/user?missingcreds&id_num=A%207%26x',
		);
	});

	it('sends flags as bare words', () => {
		expect(addressOf(DEFAULT_BASE_URL, '/delegate', {}, ['purge'])).toMatch(/\/delegate\?purge$/);
	});

	it.each(['', '/', '//', ' '])('takes a base URL that ends in "%s"', (end) => {
		expect(addressOf(DEFAULT_BASE_URL + end, '/ping')).toBe(`${DEFAULT_BASE_URL}/ping`);
	});

	/** Of all characters there are, halves of pairs excepted. */
	const texts = fc
		.array(fc.nat(0x10ffff).filter((point) => point < 0xd800 || point > 0xdfff))
		.map((points) => String.fromCodePoint(...points));

	it('gives every query value back whole to whoever parses the address', () => {
		fc.assert(
			fc.property(fc.oneof(texts, fc.string()), (value) => {
				const url = new URL(addressOf(DEFAULT_BASE_URL, '/accesslevel', { name: value }));
				expect(url.searchParams.get('name')).toBe(value);
				expect([...url.searchParams]).toHaveLength(1);
			}),
		);
	});
});

describe('secureAddress', () => {
	it.each([
		'https://cloudapi.lockt.com/api/v1',
		'http://localhost:8080/api/v1',
		'http://127.0.0.1:8080',
		'http://127.8.9.10',
		'http://[::1]:8080',
	])('lets the key travel to %s', (address) => {
		expect(secureAddress(address)).toBe(address);
	});

	it.each([
		'http://cloudapi.lockt.com/api/v1',
		'http://localhost.evil.example',
		'http://127.0.0.1.evil.example',
		'http://127.0.0.1@evil.example/',
		'http://10.0.0.1',
		'http://[::2]',
		'http://0.0.0.0',
	])('refuses plain http to %s', (address) => {
		expect(() => secureAddress(address)).toThrow('must start with https://');
	});

	it.each(['', 'cloudapi.lockt.com', 'ftp://cloudapi.lockt.com', 'file:///etc/passwd'])(
		'refuses "%s", which is no web address',
		(address) => {
			expect(() => secureAddress(address)).toThrow(
				'is not a web address: it must start with https://',
			);
		},
	);
});

import { createSearch } from '../support/traces';

const CARD = '4929135724681350';
const LOGIN = 'ines&morgenrot-88';
const search = createSearch([CARD, LOGIN]);
const spaced = '4929 1357 2468 1350';

describe('the search for a value that must be nowhere', () => {
  it.each<[how: string, text: string | Buffer, found: string]>([
    ['as it is', `{"number":"${CARD}"}`, CARD],
    ['in groups', `Card ${spaced}, thank you`, CARD],
    ['with dashes', '4929-1357-2468-1350', CARD],
    ['in an address', new URLSearchParams({ card: spaced, a: 'b' }).toString(), CARD],
    ['in a part of an address', encodeURIComponent(spaced), CARD],
    ['in an address, every letter', [...CARD].map((digit) => `%3${digit}`).join(''), CARD],
    ['in HTML', [...CARD].map((digit) => `&#${48 + Number(digit)};`).join(''), CARD],
    ['in JSON, every letter', [...CARD].map((digit) => `\\u003${digit}`).join(''), CARD],
    ['in Base64', Buffer.from(`{"card":"${CARD}","cvc":"1"}`).toString('base64'), CARD],
    ['in Base64, one letter on', Buffer.from(`{"cards":"${CARD}","cvc":"1"}`).toString('base64'), CARD],
    ['in Base64, two letters on', Buffer.from(`{"cards": "${spaced}"`).toString('base64url'), CARD],
    ['in hexadecimal', Buffer.from(`<${CARD}>`).toString('hex'), CARD],
    ['in UTF-16', Buffer.from(`<${CARD}>`, 'utf16le'), CARD],
    ['among other bytes', Buffer.concat([Buffer.from([0, 255, 254]), Buffer.from(CARD), Buffer.from([0])]), CARD],
    ['escaped in an address', new URLSearchParams({ login: LOGIN }).toString(), LOGIN],
    ['escaped in HTML', LOGIN.replace('&', '&#38;'), LOGIN],
  ])('finds it %s', (_, text, found) => {
    expect(search(Buffer.from(text))).toEqual([found]);
  });

  it('finds nothing else', () => {
    expect(search(Buffer.from(`4929135724681351 ${CARD.slice(0, 15)} morgenrot-88`))).toEqual([]);
  });
});

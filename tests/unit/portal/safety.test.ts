import { describe, expect, it } from '@jest/globals';
import { mayFrame } from '../../../portal/src/pages/may-frame';

describe('mayFrame', () => {
  it.each([
    ['https://help.example.com/a', true],
    ['http://localhost:4000/', true],
    ['https://portal.example.com/anything', false],
    ['https://portal.example.com:443/', false],
    ['javascript:alert(1)', false],
    ['data:text/html,hello', false],
    ['blob:https://portal.example.com/1', false],
    ['about:blank', false],
    ['/relative', false],
    ['', false],
  ])('%s: %s', (url, expected) => {
    expect(mayFrame(url, 'https://portal.example.com')).toBe(expected);
  });
});

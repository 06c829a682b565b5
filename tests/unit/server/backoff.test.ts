import { backoffSeconds } from '../../../server/src/platform/jobs';

describe('how long a failed job waits', () => {
  it('rises with each try and stays below an hour', () => {
    expect([1, 2, 3, 4].map(backoffSeconds)).toEqual([10, 40, 90, 160]);
    const waits = Array.from({ length: 100 }, (_, index) => backoffSeconds(index + 1));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(Math.max(...waits)).toBe(3600);
  });
});

/**
 * Strings that have broken programs before: a short list in the spirit of the Big List of Naughty
 * Strings. Each is text that a person or an attacker may well send.
 */
export const NAUGHTY: readonly string[] = [
  // Nothing much
  '', ' ', '\t', '\n', '\r\n', '-', '.', '..', '/', '\\', '~', '%', '%%', '%00', '%0d%0a', '%2e%2e%2f', '%c0%ae', '%', '\0', '\u0007', '\u001b[31m',
  // Words that languages take for something else
  'undefined', 'null', 'NULL', 'nil', 'true', 'false', 'NaN', 'Infinity', '-Infinity', '[object Object]', 'constructor', '__proto__',
  'prototype', 'toString', 'hasOwnProperty', 'then', '__defineGetter__', 'length', 'id', 'documentId', '$where', '$gt', '$ne',
  // Numbers
  '0', '-0', '-1', '1e400', '0x10', '1,000', '1.', '١٢٣', '9007199254740993', '999999999999999999999999999999', '2147483648',
  // SQL, shells, templates, paths
  "'", "''", '"', '`', "' OR '1'='1", "'; DROP TABLE contacts; --", "') OR 1=1--", '1; SELECT pg_sleep(9)', "' UNION SELECT null,null--", '%%%',
  '_', '$(sleep 9)', '`id`', '; ls', '| cat /etc/passwd', '../../../../etc/passwd', 'C:\\Windows\\win.ini', 'file:///etc/passwd', '{{7*7}}', '${7*7}',
  '#{7*7}', '<%= 7*7 %>', '{0}', '%s%s%s%n', '{firstName}', "{'", '{count, plural, other {x}}', '<b>{x}</b>',
  // HTML and addresses
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '</title><svg onload=alert(1)>', '<!--', ']]>', '&lt;', 'javascript:alert(1)',
  'data:text/html,<script>1</script>', 'http://localhost:9/', 'https://user:pass@example.org/', 'https://example.org:99999/', 'https://[::1]/',
  'http://127.0.0.1:9/', 'https://', '//example.org', 'https://exa mple.org', 'mailto:a@example.org', 'a@b', 'a@example.org\r\nBcc: b@example.org',
  '"a b"@example.org', 'a@example.org,b@example.org', "x'--@example.org", 'A@EXAMPLE.ORG', `${'a'.repeat(64)}@example.org`, 'ä@exämple.org',
  // Scripts, directions, things that are not seen
  'مرحبا بالعالم', 'שלום', '\u202egpj.exe', '\u200b\u200c\u200d\ufeff', '\u00ad', '\u2028\u2029', 'İıſK', 'ﬀ ﬁ', 'Å', 'e\u0301'.repeat(20),
  'Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤', '田中さん', '𝒯𝑒𝓍𝓉', '👩‍👩‍👧‍👦🏳️‍🌈', '🦊'.repeat(50), '\ud83e', '\udd8a\ud83e', '\ufffe\uffff', 'ﷺ', '％００',
  // Long and deep
  'x'.repeat(255), 'x'.repeat(256), 'x'.repeat(5000), '('.repeat(200), '['.repeat(500), 'a,'.repeat(500), `${'a'.repeat(60)}!`, 'é'.repeat(300),
  // Dates and the like
  '2026-02-30', '0000-00-00', '+275760-09-13', '9999-12-31T23:59:60Z', '24:00', '00:60', 'Europe/Nowhere', '#12345g', '#FFF',
]; // prettier-ignore

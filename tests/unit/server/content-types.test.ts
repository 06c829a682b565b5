import { credentialType } from '../../../server/src/password/content-type';
import { contactType, customerType, membershipType } from '../../../server/src/customers/content-types';

describe("the plugin's content types", () => {
  it('are not offered by the Content-Type Builder, which would put a copy of their schema in place of ours', () => {
    for (const { schema } of [customerType, contactType, membershipType, credentialType]) {
      expect(schema.pluginOptions).toMatchObject({ 'content-type-builder': { visible: false } });
    }
  });
});

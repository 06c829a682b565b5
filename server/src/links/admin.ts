import type { documentLinksContract } from '../../../plugin/contract/editor/document-links';
import { isOn } from '../../../plugin/preferences';
import { noteOf } from '../activity';
import { changeableDocument, readableDocument } from '../documents';
import type { Handlers } from '../kernel/binder';
import type { Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import { shownLink } from './links';
import { publicLinksOf } from './service';

export function documentLinksHandlers(strapi: Strapi): Handlers<typeof documentLinksContract> {
  const note = noteOf(strapi);
  return {
    async find({ editor, params: { type, document } }) {
      await readableDocument(strapi, editor, type, document);
      const preferences = await settingsOf(strapi).preferences();
      const links = await publicLinksOf(strapi).of(type, document);
      return {
        enabled: isOn(preferences, 'publicLinks'),
        verification: isOn(preferences, 'linkVerification'),
        contacts: isOn(preferences, 'publicLinks') ? await publicLinksOf(strapi).delivery.contacts(editor, type, document) : [],
        links: links.map(shownLink),
      };
    },
    async create(call) {
      const { type, document } = call.params;
      const { number } = await changeableDocument(strapi, call.editor, type, document);
      const { link, url } = await publicLinksOf(strapi).make(type, document, call.editor.email);
      await note(call, 'document-link-made', number ?? '');
      return { ...shownLink(link), url };
    },
    async send(call) {
      const { type, document } = call.params;
      const { number } = await changeableDocument(strapi, call.editor, type, document);
      const deliver = await publicLinksOf(strapi).delivery.to(call.editor, type, document, call.body.contact, call.body.by);
      let to = '';
      const { link } = await publicLinksOf(strapi).make(
        type,
        document,
        call.editor.email,
        async (...made) => (to = await deliver(...made)),
      );
      await note(call, 'document-link-made', number ?? '');
      return { ...shownLink(link), to };
    },
    async revoke(call) {
      const { type, document, link } = call.params;
      const { number } = await changeableDocument(strapi, call.editor, type, document);
      await publicLinksOf(strapi).revoke(type, document, link, call.editor.email);
      await note(call, 'document-link-revoked', number ?? '');
      return { id: link };
    },
  };
}

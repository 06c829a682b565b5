import { Page } from '@strapi/admin/strapi-admin';
import type { FormSection } from '../../../plugin/preferences';
import { TO_READ } from '../permissions';
import { SectionScreen } from './SectionScreen';

/** The page of a section that has none of its own: every group of it, every entry with the control of its shape. */
export const pageOf = (section: FormSection) =>
  function SectionPage() {
    return (
      <Page.Protect permissions={TO_READ[section]}>
        <SectionScreen section={section} />
      </Page.Protect>
    );
  };

import { Archive, Calendar, Car, File, House, List, Message, PriceTag, Shield, Star, User, Cog } from '@strapi/icons';
import { PictureBox } from '../components/PictureBox';
import type { ComponentType, SVGProps } from 'react';
import type { ModuleIcon as Name } from '../../../plugin/vocabulary';

/** Strapi's pictures that come nearest to those of the portal; the editor sees their names too. */
const PICTURES: Record<Name, ComponentType<SVGProps<SVGSVGElement> & { fill?: string }>> = {
  list: List,
  wrench: Cog,
  box: Archive,
  file: File,
  calendar: Calendar,
  chat: Message,
  star: Star,
  truck: Car,
  shield: Shield,
  people: User,
  tag: PriceTag,
  home: House,
};

/** The picture alone. */
export function ModulePicture({ icon }: { icon: Name }) {
  const Picture = PICTURES[icon];
  return <Picture width="1.6rem" height="1.6rem" fill="neutral600" aria-hidden />;
}

/** The picture in a box, beside a module's name. */
export function ModuleBox({ icon }: { icon: Name }) {
  return (
    <PictureBox>
      <ModulePicture icon={icon} />
    </PictureBox>
  );
}

import {
  AimOutlined,
  ApartmentOutlined,
  AppstoreOutlined,
  BankOutlined,
  CheckSquareOutlined,
  CommentOutlined,
  ContactsOutlined,
  FileTextOutlined,
  FlagOutlined,
  FunnelPlotOutlined,
  IdcardOutlined,
  InboxOutlined,
  NotificationOutlined,
  PayCircleOutlined,
  ShopOutlined,
  SolutionOutlined,
  TagOutlined,
  TeamOutlined,
  ToolOutlined,
  UserOutlined,
} from "@ant-design/icons";
import type { ComponentType } from "react";
import type { WireObject } from "#engine/wire.ts";

/** Names an object may state as its icon; an unknown name falls back to the object's own, then to a plain tile. */
const icons: Record<string, ComponentType> = {
  lead: AimOutlined,
  aim: AimOutlined,
  target: AimOutlined,
  pool: InboxOutlined,
  inbox: InboxOutlined,
  account: BankOutlined,
  bank: BankOutlined,
  building: BankOutlined,
  contact: ContactsOutlined,
  contacts: ContactsOutlined,
  opportunity: FunnelPlotOutlined,
  funnel: FunnelPlotOutlined,
  product: ShopOutlined,
  box: ShopOutlined,
  shop: ShopOutlined,
  followUp: CommentOutlined,
  comment: CommentOutlined,
  message: CommentOutlined,
  task: CheckSquareOutlined,
  check: CheckSquareOutlined,
  campaign: NotificationOutlined,
  megaphone: NotificationOutlined,
  contract: SolutionOutlined,
  receipt: PayCircleOutlined,
  money: PayCircleOutlined,
  tag: TagOutlined,
  department: ApartmentOutlined,
  tree: ApartmentOutlined,
  user: UserOutlined,
  team: TeamOutlined,
  role: IdcardOutlined,
  file: FileTextOutlined,
  note: FileTextOutlined,
  flag: FlagOutlined,
  service: ToolOutlined,
};

export function ObjectIcon({ object }: { object: Pick<WireObject, "icon" | "name"> }) {
  const Icon = icons[object.icon ?? ""] ?? icons[object.name] ?? AppstoreOutlined;
  return <Icon />;
}

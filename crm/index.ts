import { commentModule } from "#engine/collaboration/comment/index.ts";
import { fileModule } from "#engine/collaboration/file/index.ts";
import { mailModule } from "#engine/collaboration/mail/index.ts";
import { noteModule } from "#engine/collaboration/note/index.ts";
import { notificationModule } from "#engine/collaboration/notification/index.ts";
import { tagModule } from "#engine/collaboration/tag/index.ts";
import { viewModule } from "#engine/collaboration/view/index.ts";
import type { ObjectModule } from "#engine/module.ts";
import { followUpModule } from "./activity/follow-up/index.ts";
import { taskModule } from "./activity/task/index.ts";
import { allocationModule } from "./cash/allocation/index.ts";
import { amendmentModule } from "./cash/amendment/index.ts";
import { amendmentLineModule } from "./cash/amendment-line/index.ts";
import { contractModule } from "./cash/contract/index.ts";
import { contractLineModule } from "./cash/contract-line/index.ts";
import { deliveryModule } from "./cash/delivery/index.ts";
import { deliveryLineModule } from "./cash/delivery-line/index.ts";
import { invoiceModule } from "./cash/invoice/index.ts";
import { invoiceLineModule } from "./cash/invoice-line/index.ts";
import { invoiceTitleModule } from "./cash/invoice-title/index.ts";
import { orderModule } from "./cash/order/index.ts";
import { orderLineModule } from "./cash/order-line/index.ts";
import { paymentPlanModule } from "./cash/payment-plan/index.ts";
import { receiptModule } from "./cash/receipt/index.ts";
import { returnLineModule } from "./cash/return-line/index.ts";
import { returnOrderModule } from "./cash/return-order/index.ts";
import { priceBookModule } from "./catalog/price-book/index.ts";
import { priceBookEntryModule } from "./catalog/price-book-entry/index.ts";
import { productModule } from "./catalog/product/index.ts";
import { productCategoryModule } from "./catalog/product-category/index.ts";
import { campaignModule } from "./marketing/campaign/index.ts";
import { campaignMemberModule } from "./marketing/campaign-member/index.ts";
import { companyProfileModule } from "./organization/company-profile/index.ts";
import { departmentModule } from "./organization/department/index.ts";
import { roleModule } from "./organization/role/index.ts";
import { userModule } from "./organization/user/index.ts";
import { accountModule } from "./sales/account/index.ts";
import { contactModule } from "./sales/contact/index.ts";
import { leadModule } from "./sales/lead/index.ts";
import { opportunityModule } from "./sales/opportunity/index.ts";
import { opportunityLineModule } from "./sales/opportunity-line/index.ts";
import { poolModule } from "./sales/pool/index.ts";
import { quoteModule } from "./sales/quote/index.ts";
import { quoteLineModule } from "./sales/quote-line/index.ts";
import { targetModule } from "./sales/target/index.ts";

/** Every object of the product, in the order of the navigation. */
export const modules: readonly ObjectModule[] = [
  campaignModule,
  campaignMemberModule,
  leadModule,
  accountModule,
  contactModule,
  opportunityModule,
  opportunityLineModule,
  quoteModule,
  quoteLineModule,
  contractModule,
  contractLineModule,
  orderModule,
  orderLineModule,
  deliveryModule,
  deliveryLineModule,
  returnOrderModule,
  returnLineModule,
  amendmentModule,
  amendmentLineModule,
  paymentPlanModule,
  receiptModule,
  allocationModule,
  productModule,
  productCategoryModule,
  priceBookModule,
  priceBookEntryModule,
  followUpModule,
  taskModule,
  poolModule,
  companyProfileModule,
  departmentModule,
  userModule,
  roleModule,
  tagModule,
  viewModule,
  noteModule,
  commentModule,
  fileModule,
  notificationModule,
  mailModule,
  invoiceTitleModule,
  invoiceModule,
  invoiceLineModule,
  targetModule,
];

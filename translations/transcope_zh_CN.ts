<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Map</name>
    <message>
        <source>ln(1 + CPM of the selected genes)</source>
        <translation>ln(1 + 所选基因的 CPM)</translation>
    </message>
    <message>
        <source>ln(1 + CPM of all genes)</source>
        <translation>ln(1 + 全部基因的 CPM)</translation>
    </message>
    <message>
        <source>ln(1 + count)</source>
        <translation>ln(1 + 计数)</translation>
    </message>
    <message>
        <source>Pearson residual of the count</source>
        <translation>计数的 Pearson 残差</translation>
    </message>
    <message>
        <source>count</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>Principal components need two spots that differ.</source>
        <translation>主成分分析至少需要两个不同的斑点。</translation>
    </message>
    <message>
        <source>PCA 1</source>
        <translation>主成分 1</translation>
    </message>
    <message>
        <source>First component (%1 % of the variance)</source>
        <translation>第一主成分（占方差的 %1%）</translation>
    </message>
    <message>
        <source>PCA RGB</source>
        <translation>主成分 RGB</translation>
    </message>
    <message>
        <source>Correlation with the measurement</source>
        <translation>与实测值的相关系数</translation>
    </message>
    <message>
        <source>The correlation needs a prediction and a measurement.</source>
        <translation>计算相关系数需要预测值和实测值。</translation>
    </message>
    <message>
        <source>None of these spots was measured.</source>
        <translation>这些斑点均未实测。</translation>
    </message>
    <message>
        <source>Prediction and measurement share fewer than two genes.</source>
        <translation>预测与实测共有的基因少于两个。</translation>
    </message>
    <message>
        <source>Correlation over %1 genes</source>
        <translation>%1 个基因的相关系数</translation>
    </message>
    <message>
        <source>The residual needs a prediction and a measurement.</source>
        <translation>计算残差需要预测值和实测值。</translation>
    </message>
    <message>
        <source>%1: %2 − %3</source>
        <translation>%1：%2 − %3</translation>
    </message>
    <message>
        <source>Difference of z scores</source>
        <translation>z 分数之差</translation>
    </message>
    <message>
        <source>Difference, %1</source>
        <translation>差值，%1</translation>
    </message>
    <message>
        <source>%1: disagreement of %2 methods, z scores</source>
        <translation>%1：%2 种方法的分歧，z 分数</translation>
    </message>
    <message>
        <source>%1: disagreement of %2 methods</source>
        <translation>%1：%2 种方法的分歧</translation>
    </message>
    <message>
        <source>Disagreement needs two methods that have %1.</source>
        <translation>计算分歧需要两种含有 %1 的方法。</translation>
    </message>
    <message>
        <source>Standard deviation of z scores</source>
        <translation>z 分数的标准差</translation>
    </message>
    <message>
        <source>Standard deviation, %1</source>
        <translation>标准差，%1</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>Predicted (%1)</source>
        <translation>预测（%1）</translation>
    </message>
    <message>
        <source>%1 was not measured in this section.</source>
        <translation>此切片未测量 %1。</translation>
    </message>
    <message>
        <source>%1 is not among the genes that these weights predict.</source>
        <translation>%1 不在此权重可预测的基因之列。</translation>
    </message>
    <message>
        <source>%2 does not have %1.</source>
        <translation>%2 不含 %1。</translation>
    </message>
    <message>
        <source>%2 has no column %1.</source>
        <translation>%2 没有 %1 列。</translation>
    </message>
    <message>
        <source>Border spots</source>
        <translation>边缘斑点</translation>
    </message>
    <message>
        <source>It is not known which patches reached beyond the slide.</source>
        <translation>不清楚哪些图块超出了切片范围。</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>图块</translation>
    </message>
    <message>
        <source>Score of %1 genes</source>
        <translation>%1 个基因的评分</translation>
    </message>
    <message>
        <source>None of these genes varies in this layer.</source>
        <translation>这些基因在此图层中均无变化。</translation>
    </message>
    <message>
        <source>Mean z score of %1 of %2 genes</source>
        <translation>%2 个基因中 %1 个的平均 z 分数</translation>
    </message>
    <message>
        <source>Mean of %1 genes</source>
        <translation>%1 个基因的均值</translation>
    </message>
    <message>
        <source>This layer has none of these genes.</source>
        <translation>此图层不含其中任何基因。</translation>
    </message>
    <message>
        <source>Mean of %1 of %2 genes, %3</source>
        <translation>%2 个基因中 %1 个的均值，%3</translation>
    </message>
    <message>
        <source>%1, interpolated</source>
        <translation>%1，插值</translation>
    </message>
    <message>
        <source>value, normalisation not stated</source>
        <translation>数值（未说明归一化方式）</translation>
    </message>
    <message>
        <source>Share of a zoom level, %1</source>
        <translation>缩放级别的份额，%1</translation>
    </message>
    <message>
        <source>Percentile among the training&apos;s spots</source>
        <translation>在训练斑点中的百分位</translation>
    </message>
    <message>
        <source>Inferred (%1)</source>
        <translation>推断（%1）</translation>
    </message>
    <message>
        <source>%1, inferred between the spots</source>
        <translation>%1，在点之间推断</translation>
    </message>
</context>
<context>
    <name>Picture</name>
    <message>
        <source>haematoxylin</source>
        <translation>苏木精</translation>
    </message>
    <message>
        <source>eosin</source>
        <translation>伊红</translation>
    </message>
    <message>
        <source>residual stain</source>
        <translation>残余染色</translation>
    </message>
    <message>
        <source>%1 alone</source>
        <translation>仅%1</translation>
    </message>
    <message>
        <source>brightness %1 %</source>
        <translation>亮度 %1 %</translation>
    </message>
    <message>
        <source>contrast %1 %</source>
        <translation>对比度 %1 %</translation>
    </message>
    <message>
        <source>gamma %1</source>
        <translation>伽马 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>This slide is sharper than any training section (variance of the Laplacian %1; there %2 to %3)</source>
        <translation>此切片比所有训练切片都清晰（拉普拉斯方差 %1；训练切片为 %2 至 %3）</translation>
    </message>
    <message>
        <source>This slide is less sharp than any training section (variance of the Laplacian %1; there %2 to %3)</source>
        <translation>此切片比所有训练切片都模糊（拉普拉斯方差 %1；训练切片为 %2 至 %3）</translation>
    </message>
    <message>
        <source>%1 % of the spots (%2 of %3) lie farther from the training spots than 99 % of these do: what is predicted there is extrapolated</source>
        <translation>%1% 的斑点（%3 个中的 %2 个）与训练斑点的距离超过训练斑点自身的第 99 百分位：其预测值属于外推</translation>
    </message>
    <message>
        <source>Trained at %1 µm/px, and the slide&apos;s scale is unknown: its pixels are taken as if they were of that scale</source>
        <translation>训练时为 %1 µm/px，而此切片的比例未知：其像素按该比例处理</translation>
    </message>
    <message>
        <source>Trained at %1 µm/px, slide %2: patches are resampled</source>
        <translation>训练时为 %1 µm/px，此切片为 %2：图块已重采样</translation>
    </message>
    <message>
        <source>Trained at %1 µm/px, slide %2: patches are enlarged, and what is finer than the slide&apos;s pixels is missing</source>
        <translation>训练时为 %1 µm/px，此切片为 %2：图块被放大，缺少比切片像素更精细的细节</translation>
    </message>
    <message>
        <source>This slide is %1 % more haematoxylin-stained than any training section (optical density %2; there %3 to %4)</source>
        <translation>此切片的苏木精染色比所有训练切片深 %1%（光密度 %2；训练切片为 %3 至 %4）</translation>
    </message>
    <message>
        <source>This slide is %1 % less haematoxylin-stained than any training section (optical density %2; there %3 to %4)</source>
        <translation>此切片的苏木精染色比所有训练切片浅 %1%（光密度 %2；训练切片为 %3 至 %4）</translation>
    </message>
    <message>
        <source>This slide is %1 % more eosinophilic than any training section (optical density %2; there %3 to %4)</source>
        <translation>此切片的伊红染色比所有训练切片深 %1%（光密度 %2；训练切片为 %3 至 %4）</translation>
    </message>
    <message>
        <source>This slide is %1 % less eosinophilic than any training section (optical density %2; there %3 to %4)</source>
        <translation>此切片的伊红染色比所有训练切片浅 %1%（光密度 %2；训练切片为 %3 至 %4）</translation>
    </message>
    <message>
        <source>This slide is more haematoxylin-stained than any training section (optical density %1; there %2 to %3)</source>
        <translation>此切片的苏木精染色比所有训练切片深（光密度 %1；训练切片为 %2 至 %3）</translation>
    </message>
    <message>
        <source>This slide is less haematoxylin-stained than any training section (optical density %1; there %2 to %3)</source>
        <translation>此切片的苏木精染色比所有训练切片浅（光密度 %1；训练切片为 %2 至 %3）</translation>
    </message>
    <message>
        <source>This slide is more eosinophilic than any training section (optical density %1; there %2 to %3)</source>
        <translation>此切片的伊红染色比所有训练切片深（光密度 %1；训练切片为 %2 至 %3）</translation>
    </message>
    <message>
        <source>This slide is less eosinophilic than any training section (optical density %1; there %2 to %3)</source>
        <translation>此切片的伊红染色比所有训练切片浅（光密度 %1；训练切片为 %2 至 %3）</translation>
    </message>
</context>
<context>
    <name>transcope::app::ExportCommands</name>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Save Overlay</source>
        <translation>保存叠加图</translation>
    </message>
    <message>
        <source>Pictures (*.png *.tif *.svg *.pdf)</source>
        <translation>图片 (*.png *.tif *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Export Prediction</source>
        <translation>导出预测</translation>
    </message>
    <message>
        <source>AnnData (*.h5ad);;Table (*.csv);;Table for Loupe (*.loupe.csv)</source>
        <translation>AnnData (*.h5ad);;表格 (*.csv);;Loupe 表格 (*.loupe.csv)</translation>
    </message>
    <message>
        <source>Folder for the Pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Save Figure</source>
        <translation>保存图</translation>
    </message>
    <message>
        <source>Figures (*.pdf *.svg *.png *.tif)</source>
        <translation>图 (*.pdf *.svg *.png *.tif)</translation>
    </message>
    <message numerus="yes">
        <source>Drawing %Ln genes …</source>
        <translation>
            <numerusform>正在绘制 %Ln 个基因……</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save Report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Reports (*.pdf)</source>
        <translation>报告 (*.pdf)</translation>
    </message>
    <message>
        <source>Making the report …</source>
        <translation>正在生成报告…</translation>
    </message>
</context>
<context>
    <name>transcope::app::FileCommands</name>
    <message>
        <source>Open Slide</source>
        <translation>打开切片</translation>
    </message>
    <message>
        <source>Open Expression</source>
        <translation>打开表达数据</translation>
    </message>
    <message>
        <source>Expression (*.h5ad *.h5 *.tsv *.tsv.gz *.csv *.txt *.mtx *.mtx.gz);;All files (*)</source>
        <translation>表达数据 (*.h5ad *.h5 *.tsv *.tsv.gz *.csv *.txt *.mtx *.mtx.gz);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open Session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>Transcope sessions (*.transcope)</source>
        <translation>Transcope 会话 (*.transcope)</translation>
    </message>
    <message>
        <source>Import Layer</source>
        <translation>导入图层</translation>
    </message>
    <message>
        <source>Layers (*.h5ad *.csv *.tsv *.transcope);;All files (*)</source>
        <translation>图层 (*.h5ad *.csv *.tsv *.transcope);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Clear List</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>Folder of Training Sections</source>
        <translation>训练切片文件夹</translation>
    </message>
    <message>
        <source>Slides and pictures (%1);;All files (*)</source>
        <translation>切片和图片 (%1);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>transcope::app::FolderCommands</name>
    <message>
        <source>Slides of a Folder</source>
        <translation>文件夹中的切片</translation>
    </message>
    <message>
        <source>This is the last slide of its folder.</source>
        <translation>这是该文件夹中的最后一张切片。</translation>
    </message>
    <message>
        <source>This is the first slide of its folder.</source>
        <translation>这是该文件夹中的第一张切片。</translation>
    </message>
</context>
<context>
    <name>transcope::app::GuideWindow</name>
    <message>
        <source>Guide</source>
        <translation>使用指南</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>The guide was not installed with this program.</source>
        <translation>此程序未附带安装使用指南。</translation>
    </message>
</context>
<context>
    <name>transcope::app::HelpCommands</name>
    <message>
        <source>About Transcope</source>
        <translation>关于 Transcope</translation>
    </message>
    <message>
        <source>Transcope %1

A viewer for spatial transcriptomics predicted from H&amp;E slides.
Predictions are estimates for research and no basis for a diagnosis.</source>
        <translation>Transcope %1

由 H&amp;E 切片预测的空间转录组的浏览器。
预测值仅为科研用的估计，不能作为诊断依据。</translation>
    </message>
</context>
<context>
    <name>transcope::app::LogWindow</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>What was said since the start</source>
        <translation>启动以来的消息</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
</context>
<context>
    <name>transcope::app::MainWindow</name>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Genes</source>
        <translation>基因</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Spot</source>
        <translation>斑点</translation>
    </message>
    <message>
        <source>Expression Landscape</source>
        <translation>表达地形图</translation>
    </message>
    <message>
        <source>%1 – Transcope</source>
        <translation>%1 – Transcope</translation>
    </message>
    <message>
        <source>Opening %1  %2</source>
        <translation>正在打开 %1  %2</translation>
    </message>
    <message>
        <source>Predicting  %1</source>
        <translation>正在预测  %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Making the demo …</source>
        <translation>正在生成演示 …</translation>
    </message>
    <message>
        <source>Making the demo  %1</source>
        <translation>正在生成演示  %1</translation>
    </message>
    <message>
        <source>Deviation and Error</source>
        <translation>偏差与误差</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Gene Charts</source>
        <translation>基因图表</translation>
    </message>
    <message numerus="yes">
        <source>%Ln lists of genes of %1</source>
        <translation>
            <numerusform>来自 %1 的 %Ln 个基因列表</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving  %1</source>
        <translation>正在保存  %1</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a sentence</comment>
        <translation>%1。</translation>
    </message>
</context>
<context>
    <name>transcope::app::MainWindowActions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open Slide…</source>
        <translation>打开切片(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;Expression…</source>
        <translation>打开表达数据(&amp;E)…</translation>
    </message>
    <message>
        <source>Open &amp;Session…</source>
        <translation>打开会话(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Import Layer…</source>
        <translation>导入图层(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Recent Files</source>
        <translation>最近的文件(&amp;R)</translation>
    </message>
    <message>
        <source>Save &amp;Picture of the Spots…</source>
        <translation>保存斑点图片(&amp;P)…</translation>
    </message>
    <message>
        <source>Save Picture of the &amp;View…</source>
        <translation>保存视图图片(&amp;V)…</translation>
    </message>
    <message>
        <source>Save Picture of the &amp;Whole Slide…</source>
        <translation>保存整张切片图片(&amp;W)…</translation>
    </message>
    <message>
        <source>E&amp;xport Prediction…</source>
        <translation>导出预测(&amp;X)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Zoom to &amp;Fit</source>
        <translation>缩放至合适大小(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;One to One</source>
        <translation>1:1(&amp;O)</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom O&amp;ut</source>
        <translation>缩小(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Add View</source>
        <translation>添加视图(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Close View</source>
        <translation>关闭视图(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Next View</source>
        <translation>下一个视图(&amp;N)</translation>
    </message>
    <message>
        <source>This View A&amp;lone</source>
        <translation>仅此视图(&amp;L)</translation>
    </message>
    <message>
        <source>Views in a G&amp;rid</source>
        <translation>网格排列视图(&amp;R)</translation>
    </message>
    <message>
        <source>S&amp;wipe to the Next View’s Map</source>
        <translation>与下一视图的图滑动对比(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Blink to the Next View’s Map</source>
        <translation>与下一视图的图闪烁对比(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Go to Position…</source>
        <translation>转到位置(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Overlay</source>
        <translation>叠加层(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Scale Bar</source>
        <translation>比例尺(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Minimap</source>
        <translation>缩略导航图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Hide Panels</source>
        <translation>隐藏面板(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Colours of the Window</source>
        <translation>窗口颜色(&amp;C)</translation>
    </message>
    <message>
        <source>As the &amp;System</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Prediction</source>
        <translation>预测(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Run Prediction</source>
        <translation>运行预测(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Cancel Prediction</source>
        <translation>取消预测(&amp;C)</translation>
    </message>
    <message>
        <source>Choose &amp;Weights…</source>
        <translation>选择权重(&amp;W)…</translation>
    </message>
    <message>
        <source>Choose &amp;Program…</source>
        <translation>选择程序(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Find Gene</source>
        <translation>查找基因(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>命令(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;About Transcope</source>
        <translation>关于 Transcope(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>使用指南(&amp;G)</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>打开文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Open the &amp;Demo</source>
        <translation>打开演示(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>日志(&amp;L)</translation>
    </message>
    <message>
        <source>Report a &amp;Problem…</source>
        <translation>报告问题(&amp;P)…</translation>
    </message>
    <message>
        <source>Save &amp;Figure of Maps…</source>
        <translation>保存图谱插图(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Draw Regions</source>
        <translation>绘制区域(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Move</source>
        <translation>移动(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Rectangle</source>
        <translation>矩形(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Polygon</source>
        <translation>多边形(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Lasso</source>
        <translation>套索(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation>画笔(&amp;B)</translation>
    </message>
    <message>
        <source>Region of What the &amp;View Shows</source>
        <translation>以当前视野为区域(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Import Regions…</source>
        <translation>导入区域(&amp;I)…</translation>
    </message>
    <message>
        <source>E&amp;xport Regions…</source>
        <translation>导出区域(&amp;X)…</translation>
    </message>
    <message>
        <source>Save &amp;Report…</source>
        <translation>保存报告(&amp;R)…</translation>
    </message>
    <message>
        <source>Ro&amp;tation…</source>
        <translation>旋转(&amp;T)…</translation>
    </message>
    <message>
        <source>Ma&amp;gnification</source>
        <translation>放大倍数(&amp;G)</translation>
    </message>
    <message>
        <source>The slide does not say its scale</source>
        <translation>切片未注明比例尺</translation>
    </message>
    <message>
        <source>&amp;Measure a Distance</source>
        <translation>测量距离(&amp;M)</translation>
    </message>
    <message>
        <source>Add &amp;Baselines…</source>
        <translation>添加基线(&amp;B)…</translation>
    </message>
    <message>
        <source>Slides of a Folde&amp;r…</source>
        <translation>文件夹中的切片(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Next Slide</source>
        <translation>下一张切片(&amp;N)</translation>
    </message>
    <message>
        <source>Previous S&amp;lide</source>
        <translation>上一张切片(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Brightness and Contrast…</source>
        <translation>亮度与对比度(&amp;B)…</translation>
    </message>
    <message>
        <source>Label and Macro Ima&amp;ge…</source>
        <translation>标签与宏观图像(&amp;G)…</translation>
    </message>
    <message>
        <source>One S&amp;tain Alone</source>
        <translation>仅显示一种染色(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Haematoxylin</source>
        <translation>苏木精(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Eosin</source>
        <translation>伊红(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Neither (Residual)</source>
        <translation>残余(&amp;N)</translation>
    </message>
</context>
<context>
    <name>transcope::app::ProblemReport</name>
    <message>
        <source>Report a Problem</source>
        <translation>报告问题</translation>
    </message>
    <message>
        <source>Nothing is sent. Read the text, say what you did, and take out what should not leave this machine: the log names files, and names of slides may name patients. Then copy it into your report.</source>
        <translation>不会发送任何内容。请阅读文本，写明您做了什么，并删去不应离开本机的内容：日志中有文件名，而切片的名称可能含有患者姓名。然后将其复制到您的报告中。</translation>
    </message>
    <message>
        <source>Text of the report</source>
        <translation>报告文本</translation>
    </message>
    <message>
        <source>&amp;Copy to the Clipboard</source>
        <translation>复制到剪贴板(&amp;C)</translation>
    </message>
</context>
<context>
    <name>transcope::app::RegionCommands</name>
    <message>
        <source>Regions are kept in %1</source>
        <translation>区域保存在 %1 中</translation>
    </message>
    <message>
        <source>Regions (*.geojson *.geojson.gz *.json)</source>
        <translation>区域 (*.geojson *.geojson.gz *.json)</translation>
    </message>
    <message>
        <source>Import Regions</source>
        <translation>导入区域</translation>
    </message>
    <message>
        <source>Export Regions</source>
        <translation>导出区域</translation>
    </message>
    <message>
        <source>Regions (*.geojson)</source>
        <translation>区域 (*.geojson)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln regions of %1</source>
        <translation>
            <numerusform>来自 %1 的 %Ln 个区域</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::app::RunNotices</name>
    <message>
        <source>%1.</source>
        <comment>a sentence</comment>
        <translation>%1。</translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s) of this slide were not finished when it was last open.</source>
        <translation>
            <numerusform>上次打开此切片时有 %n 个预测未完成。</numerusform>
        </translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>%1 holds a program (TorchScript), which can do whatever you can. Nothing of it was run. Trust it, once and for all, only if you know where it comes from.</source>
        <translation>%1 含有程序（TorchScript），它能做您能做的任何事。目前尚未运行其中任何内容。只有在您了解其来源时，才应永久信任它。</translation>
    </message>
    <message>
        <source>Trust and Run</source>
        <translation>信任并运行</translation>
    </message>
    <message>
        <source>The prediction stopped: its background process ended (%1). The %2 spots predicted so far are kept; restarting does only the rest.</source>
        <translation>预测已中断：其后台进程已结束（%1）。已预测的 %2 个斑点会保留；重新启动只计算其余部分。</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新启动</translation>
    </message>
</context>
<context>
    <name>transcope::app::Startup</name>
    <message>
        <source>%1 holds a program that is not trusted</source>
        <translation>%1 含有未受信任的程序</translation>
    </message>
    <message>
        <source>There is no spot %1</source>
        <translation>没有斑点 %1</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>无法写入 %1</translation>
    </message>
</context>
<context>
    <name>transcope::app::ViewCommands</name>
    <message>
        <source>%1 is shown in place of %2.</source>
        <translation>现以 %1 代替 %2 显示。</translation>
    </message>
    <message>
        <source>Show Both</source>
        <translation>同时显示</translation>
    </message>
    <message>
        <source>Go to Position</source>
        <translation>转到位置</translation>
    </message>
    <message>
        <source>x, y in px, or with µm at the end:</source>
        <translation>x, y（像素，或在末尾写 µm）：</translation>
    </message>
    <message>
        <source>“%1” is no position. Write for example “12000, 8000” or “5000, 3200 µm” (µm needs a known scale).</source>
        <translation>“%1”不是位置。请写成例如“12000, 8000”或“5000, 3200 µm”（使用 µm 需要已知比例）。</translation>
    </message>
</context>
<context>
    <name>transcope::ui</name>
    <message>
        <source>x %1  y %2 px</source>
        <translation>x %1  y %2 px</translation>
    </message>
    <message>
        <source>   ·   %1, %2 µm</source>
        <translation>   ·   %1, %2 µm</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>%1 · scale unknown</source>
        <translation>%1 · 比例未知</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>剩余 %1 秒</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>剩余约 %1 分钟</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>剩余约 %1 小时</translation>
    </message>
    <message>
        <source>mean held-out r %1</source>
        <translation>留出数据平均 r %1</translation>
    </message>
    <message>
        <source>These weights do not say what they were trained on.</source>
        <translation>此权重未说明训练所用的数据。</translation>
    </message>
    <message>
        <source>Trained on %1</source>
        <translation>训练数据：%1</translation>
    </message>
    <message>
        <source>a section is predicted as a whole, all or nothing</source>
        <translation>整张切片一次性预测，要么全部完成，要么没有结果</translation>
    </message>
    <message>
        <source>%1, a program&apos;s own model</source>
        <translation>%1，程序自带的模型</translation>
    </message>
    <message>
        <source>Split: %1</source>
        <translation>划分：%1</translation>
    </message>
    <message>
        <source>Held-out correlation unknown</source>
        <translation>留出数据的相关系数未知</translation>
    </message>
    <message>
        <source>Beyond depth %1: what is left once the number of transcripts in each spot is accounted for</source>
        <translation>除去测序深度 %1：扣除各斑点转录本数的影响后所剩的相关</translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes</source>
        <translation>
            <numerusform>%Ln 个基因</numerusform>
        </translation>
    </message>
    <message>
        <source>These weights were trained on synthetic demo sections; on real tissue the map shows only that the software works.</source>
        <translation>此权重由合成的演示切片训练而成；在真实组织上，图像只能说明软件可以工作。</translation>
    </message>
    <message>
        <source>The authors of M2OST publish trained weights as PyTorch files, in the folder weights of their repository Dootmaan/M2OST: MSViT_Small_HER2_best.pth for HER2+ breast cancer, MSViT_Small_GSE144240_best.pth for cSCC, and three more. Download one there and turn it into a weights file on the command line; no code in it is run:</source>
        <translation>M2OST 的作者以 PyTorch 文件发布了训练好的权重，位于其仓库 Dootmaan/M2OST 的 weights 文件夹：MSViT_Small_HER2_best.pth 用于 HER2+ 乳腺癌，MSViT_Small_GSE144240_best.pth 用于皮肤鳞状细胞癌（cSCC），另有三个。请在那里下载一个，并在命令行中将其转换为权重文件；其中的代码不会被运行：</translation>
    </message>
    <message>
        <source>The lists of genes her2st, cscc and hbc come with Transcope and have the order of these files. Then choose the new file here.</source>
        <translation>基因列表 her2st、cscc 和 hbc 随 Transcope 提供，其顺序与这些文件一致。然后在此处选择新文件。</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>无值</translation>
    </message>
    <message>
        <source>(scale unknown)</source>
        <translation>（比例未知）</translation>
    </message>
    <message>
        <source>Open a slide, or drop one here</source>
        <translation>打开切片，或将其拖放到此处</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>%1 µm</source>
        <translation>%1 µm</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
</context>
<context>
    <name>transcope::ui::CalibrationPanel</name>
    <message>
        <source>Line: all genes, in ten steps of the deviation (root mean square). Dots: the spots of the chosen gene. Dashed: where the deviation tells the whole error.</source>
        <translation>实线：所有基因，按偏差分为十级（均方根）。圆点：所选基因的各斑点。虚线：偏差等于全部误差之处。</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>未定义</translation>
    </message>
    <message>
        <source>Here a larger deviation does not mean a larger error.</source>
        <translation>此处偏差较大并不意味着误差较大。</translation>
    </message>
    <message>
        <source>Here a larger deviation means a larger error, weakly.</source>
        <translation>此处偏差较大意味着误差较大，但关系较弱。</translation>
    </message>
    <message>
        <source>Here a larger deviation means a larger error.</source>
        <translation>此处偏差较大意味着误差较大。</translation>
    </message>
    <message>
        <source>Predict measured spots with the box &quot;Deviation over 8 views&quot;: here stands then whether a larger deviation means a larger error.</source>
        <translation>请勾选“8 个视角的偏差”并预测已实测的斑点：此处随后显示偏差较大是否意味着误差较大。</translation>
    </message>
    <message numerus="yes">
        <source>Rank correlation of deviation and error over the spots: %1 (mean of %Ln genes)</source>
        <translation>
            <numerusform>各斑点偏差与误差的秩相关系数：%1（%Ln 个基因的平均值）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 alone: %2</source>
        <translation>仅 %1：%2</translation>
    </message>
    <message>
        <source>All genes together: %1, of %2 values; this follows also that some genes vary more.</source>
        <translation>所有基因合计：%1，共 %2 个值；其中也反映了某些基因变化更大。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::CalibrationPlot</name>
    <message>
        <source>Deviation over the views</source>
        <translation>各视角间的偏差</translation>
    </message>
    <message>
        <source>Size of the error</source>
        <translation>误差大小</translation>
    </message>
</context>
<context>
    <name>transcope::ui::CommandList</name>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>输入命令</translation>
    </message>
</context>
<context>
    <name>transcope::ui::DisplayPanel</name>
    <message>
        <source>Grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>Diverging</source>
        <translation>双向</translation>
    </message>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>A value, or a percentile such as p1, p99 or 99 %</source>
        <translation>数值，或百分位数，如 p1、p99 或 99 %</translation>
    </message>
    <message>
        <source>Show overlay</source>
        <translation>显示叠加层</translation>
    </message>
    <message>
        <source>Spots on the tissue (O)</source>
        <translation>组织上的斑点（O）</translation>
    </message>
    <message>
        <source>Also Ctrl + mouse wheel over the slide</source>
        <translation>也可在切片上按 Ctrl 并滚动滚轮</translation>
    </message>
    <message>
        <source>Same range in all views</source>
        <translation>所有视图使用同一范围</translation>
    </message>
    <message>
        <source>One colour means the same value wherever the same quantity is shown</source>
        <translation>凡显示同一量之处，同一颜色表示同一数值</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Discs</source>
        <translation>圆盘</translation>
    </message>
    <message>
        <source>Squares</source>
        <translation>方块</translation>
    </message>
    <message>
        <source>Hexagons</source>
        <translation>六边形</translation>
    </message>
    <message>
        <source>Outlines</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>Fade below</source>
        <translation>低于则淡化</translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>斑点</translation>
    </message>
    <message>
        <source>No contours</source>
        <translation>无等值线</translation>
    </message>
    <message>
        <source>Lines of equal value, about so many</source>
        <translation>等值线，大约这么多条</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Colours follow the values&apos; logarithm, where values do not lie about zero</source>
        <translation>颜色按数值的对数变化（数值不围绕零分布时）</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Spots below this value or percentile, such as p90, are faded; where values lie about zero, those nearer to it</source>
        <translation>低于此值或百分位数（如 p90）的斑点被淡化；数值围绕零分布时，淡化更接近零的斑点</translation>
    </message>
    <message numerus="yes">
        <source> contours</source>
        <comment>after a number</comment>
        <translation>
            <numerusform> 条等值线</numerusform>
        </translation>
    </message>
    <message>
        <source>Range from</source>
        <translation>范围下限</translation>
    </message>
    <message>
        <source>Range to</source>
        <translation>范围上限</translation>
    </message>
    <message>
        <source>Mark of a spot</source>
        <translation>点的标记</translation>
    </message>
    <message>
        <source>Contour lines</source>
        <translation>等值线</translation>
    </message>
    <message>
        <source>Smooth surface</source>
        <translation>平滑曲面</translation>
    </message>
    <message>
        <source>What stands for a spot; squares and hexagons reach half way to the next one. A smooth surface has values between spots that nobody measured or predicted: linear from one to the next</source>
        <translation>斑点的表示方式；方形和六边形延伸到相邻斑点的中间。平滑曲面在斑点之间的值既非测量也非预测，而是线性插值</translation>
    </message>
</context>
<context>
    <name>transcope::ui::Document</name>
    <message>
        <source>Open the slide first: layers are matched with its spots.</source>
        <translation>请先打开切片：图层要与其斑点匹配。</translation>
    </message>
    <message>
        <source>%1 was read, but no picture lies beside it. Open the slide first.</source>
        <translation>已读取 %1，但旁边没有图片。请先打开切片。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::ExportController</name>
    <message>
        <source>Not among the genes of any layer: %1</source>
        <translation>任何图层的基因中都没有：%1</translation>
    </message>
</context>
<context>
    <name>transcope::ui::FigureDialog</name>
    <message>
        <source>&amp;Principal components as red, green and blue</source>
        <translation>主成分显示为红、绿、蓝(&amp;P)</translation>
    </message>
    <message>
        <source>The current view’s &amp;map</source>
        <translation>当前视图的图谱(&amp;M)</translation>
    </message>
    <message>
        <source>The &amp;slide under the spots</source>
        <translation>斑点下显示切片(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;One figure</source>
        <translation>一张图(&amp;O)</translation>
    </message>
    <message>
        <source>A picture of &amp;each gene, and a contact sheet</source>
        <translation>每个基因一张图片及一张总览(&amp;E)</translation>
    </message>
    <message>
        <source>Figure of Maps</source>
        <translation>图谱插图</translation>
    </message>
    <message>
        <source>DDX5, FASN</source>
        <translation>DDX5, FASN</translation>
    </message>
    <message>
        <source>&amp;Genes, a row each:</source>
        <translation>基因，每个一行(&amp;G)：</translation>
    </message>
    <message>
        <source>&amp;Layers, a column each:</source>
        <translation>图层，每个一列(&amp;L)：</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> 毫米</translation>
    </message>
    <message>
        <source>A journal’s column is some 85 mm wide, its page 180 mm</source>
        <translation>期刊栏宽约 85 毫米，页宽约 180 毫米</translation>
    </message>
    <message>
        <source>&amp;Width:</source>
        <translation>宽度(&amp;W)：</translation>
    </message>
    <message>
        <source>&amp;Dots per inch:</source>
        <translation>每英寸点数(&amp;D)：</translation>
    </message>
</context>
<context>
    <name>transcope::ui::GeneListModel</name>
    <message>
        <source>PCA: first component</source>
        <translation>主成分：第一主成分</translation>
    </message>
    <message>
        <source>PCA: RGB</source>
        <translation>主成分：RGB</translation>
    </message>
    <message>
        <source>Correlation on sections that the weights were not trained on</source>
        <translation>在权重未用于训练的切片上的相关系数</translation>
    </message>
    <message>
        <source>Correlation of predicted with measured values across this section&apos;s spots</source>
        <translation>此切片各斑点上预测值与实测值的相关系数</translation>
    </message>
    <message>
        <source>The same beyond depth: what is left of it once the number of transcripts in each spot is accounted for (partial correlation given ln(1 + total count))</source>
        <translation>同上，但除去测序深度：扣除各斑点转录本数的影响后所剩的相关（给定 ln(1 + 总计数) 的偏相关）</translation>
    </message>
    <message>
        <source>Gene</source>
        <translation>基因</translation>
    </message>
    <message>
        <source>Held-out r</source>
        <translation>留出 r</translation>
    </message>
    <message>
        <source>r here</source>
        <translation>此处 r</translation>
    </message>
    <message>
        <source>beyond</source>
        <translation>除深度</translation>
    </message>
    <message>
        <source>Spots coloured by the first principal component of all compared genes</source>
        <translation>按所有参与比较基因的第一主成分为斑点着色</translation>
    </message>
    <message>
        <source>The first three principal components as red, green and blue</source>
        <translation>前三个主成分分别显示为红、绿、蓝</translation>
    </message>
    <message>
        <source>What the measurement&apos;s file says of each spot</source>
        <translation>实测文件对各斑点的记录</translation>
    </message>
    <message>
        <source>Not among the genes that the weights predict</source>
        <translation>不在权重可预测的基因之列</translation>
    </message>
    <message>
        <source>Not measured in this section</source>
        <translation>此切片未测量</translation>
    </message>
    <message>
        <source>Held-out correlation %1%2</source>
        <translation>留出数据的相关系数 %1%2</translation>
    </message>
    <message>
        <source> – weak: look at its map with caution</source>
        <translation>，较弱：请谨慎看待其图像</translation>
    </message>
    <message>
        <source>Correlation in this section %1</source>
        <translation>此切片中的相关系数 %1</translation>
    </message>
    <message>
        <source>Beyond depth %1: what is left of it once the number of transcripts in each spot is accounted for</source>
        <translation>除去测序深度 %1：扣除各斑点转录本数的影响后所剩的相关</translation>
    </message>
    <message numerus="yes">
        <source>Mean of the values of %Ln genes: %1</source>
        <translation>
            <numerusform>%Ln 个基因数值的均值：%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::GeneNamesEdit</name>
    <message>
        <source>From a List</source>
        <translation>从列表中选择</translation>
    </message>
</context>
<context>
    <name>transcope::ui::GenePanel</name>
    <message>
        <source>Predicted genes only</source>
        <translation>仅预测的基因</translation>
    </message>
    <message>
        <source>Search gene by symbol or id</source>
        <translation>按符号或编号搜索基因</translation>
    </message>
    <message>
        <source>Genes appear with measured expression or a prediction.</source>
        <translation>有实测表达或预测后，基因会显示在此。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes</source>
        <translation>
            <numerusform>%Ln 个基因</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln genes</source>
        <translation>
            <numerusform>%1 / %Ln 个基因</numerusform>
        </translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>Lists of genes, and blends of the genes that are selected</source>
        <translation>基因列表，以及所选基因的混合</translation>
    </message>
    <message>
        <source>Blend the Selected Genes</source>
        <translation>混合所选基因</translation>
    </message>
    <message>
        <source>Two or three genes, each in a colour of its own</source>
        <translation>两个或三个基因，各用一种颜色</translation>
    </message>
    <message>
        <source>Keep the Selected Genes as a List…</source>
        <translation>将所选基因保存为列表…</translation>
    </message>
    <message>
        <source>Import Lists…</source>
        <translation>导入列表…</translation>
    </message>
    <message>
        <source>Rename the List…</source>
        <translation>重命名列表…</translation>
    </message>
    <message>
        <source>Remove the List</source>
        <translation>移除列表</translation>
    </message>
    <message>
        <source>A List of Genes</source>
        <translation>基因列表</translation>
    </message>
    <message numerus="yes">
        <source>Name of the list of %Ln genes</source>
        <translation>
            <numerusform>%Ln 个基因的列表名称</numerusform>
        </translation>
    </message>
    <message>
        <source>New name of the list</source>
        <translation>列表的新名称</translation>
    </message>
    <message>
        <source>Import Lists of Genes</source>
        <translation>导入基因列表</translation>
    </message>
    <message>
        <source>Lists of genes (*.gmt *.gmt.gz *.txt *.csv *.tsv);;All files (*)</source>
        <translation>基因列表 (*.gmt *.gmt.gz *.txt *.csv *.tsv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Genes and maps</source>
        <translation>基因与图</translation>
    </message>
</context>
<context>
    <name>transcope::ui::GenePlotPanel</name>
    <message>
        <source>Predicted against measured</source>
        <translation>预测值对实测值</translation>
    </message>
    <message>
        <source>Values in each layer</source>
        <translation>各图层中的数值</translation>
    </message>
    <message>
        <source>Genes by their correlation</source>
        <translation>按相关系数排列的基因</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Choose a gene in the list.</source>
        <translation>请在列表中选择一个基因。</translation>
    </message>
    <message>
        <source>A prediction and a measurement are held against each other here.</source>
        <translation>此处将预测与实测相互对照。</translation>
    </message>
    <message>
        <source>%1 is not both measured and predicted here.</source>
        <translation>%1 在此处并非既有实测又有预测。</translation>
    </message>
    <message>
        <source>%1, measured</source>
        <translation>%1，实测</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>r = %1, slope %2, %Ln spots</source>
        <translation>
            <numerusform>r = %1，斜率 %2，%Ln 个斑点</numerusform>
        </translation>
    </message>
    <message>
        <source>No layer has %1.</source>
        <translation>没有图层含有 %1。</translation>
    </message>
    <message>
        <source>Spots, %</source>
        <translation>斑点，%</translation>
    </message>
    <message>
        <source>Rank of the gene</source>
        <translation>基因的名次</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相关系数</translation>
    </message>
    <message>
        <source>A click chooses the gene</source>
        <translation>单击即选择该基因</translation>
    </message>
    <message>
        <source>Save the Chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>As a picture (PDF, SVG, PNG), or the numbers behind it (CSV)</source>
        <translation>保存为图片（PDF、SVG、PNG）或其数据（CSV）</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;Table (*.csv)</source>
        <translation>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LabelDialog</name>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Macro image</source>
        <translation>宏观图像</translation>
    </message>
    <message>
        <source>Thumbnail</source>
        <translation>缩略图</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Label and Macro Image</source>
        <translation>标签与宏观图像</translation>
    </message>
    <message>
        <source>They may show who the patient is. They are shown here alone, and never saved or exported.</source>
        <translation>其中可能含有患者身份信息。仅在此处显示，绝不保存或导出。</translation>
    </message>
    <message>
        <source>The file of this slide has neither.</source>
        <translation>此切片文件不含标签或宏观图像。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LandscapePanel</name>
    <message>
        <source>Draw the landscape</source>
        <translation>绘制地形图</translation>
    </message>
    <message>
        <source>The chosen gene as heights over the tissue</source>
        <translation>将所选基因显示为组织上方的高度</translation>
    </message>
    <message>
        <source>The landscape needs OpenGL 3.3, which this display does not offer.</source>
        <translation>地形图需要 OpenGL 3.3，而此显示环境不支持。</translation>
    </message>
    <message>
        <source>The landscape shows one gene, or the first component.</source>
        <translation>地形图显示一个基因或第一主成分。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LandscapeView</name>
    <message>
        <source>Drag turns, right drag moves, the wheel zooms, double click shows all</source>
        <translation>拖动旋转，右键拖动平移，滚轮缩放，双击显示全部</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LayerKeeper</name>
    <message>
        <source>%1 is too large to be kept in the session: import it again when you open the session.</source>
        <translation>%1 太大，无法保存在会话中：打开会话后请重新导入。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LayersModel</name>
    <message>
        <source>%1/%2</source>
        <translation>%1/%2</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln spots were measured</source>
        <translation>
            <numerusform>%Ln 个斑点中有 %1 个经过实测</numerusform>
        </translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>斑点</translation>
    </message>
    <message>
        <source>r spot</source>
        <translation>斑点 r</translation>
    </message>
    <message>
        <source>r gene</source>
        <translation>基因 r</translation>
    </message>
    <message>
        <source>base</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Double click shows it in the current view</source>
        <translation>双击在当前视图中显示</translation>
    </message>
    <message>
        <source>Spots that have values</source>
        <translation>有数值的斑点</translation>
    </message>
    <message>
        <source>Mean correlation with the measurement, per spot over genes</source>
        <translation>与实测值的平均相关系数：逐斑点、跨基因</translation>
    </message>
    <message>
        <source>Mean correlation with the measurement, per gene over spots</source>
        <translation>与实测值的平均相关系数：逐基因、跨斑点</translation>
    </message>
    <message>
        <source>Baseline: per spot, the section&apos;s mean profile, which looks at no image; a method that does not beat it has found no pattern</source>
        <translation>基线：各斑点均取切片的平均表达谱，不看图像；不优于它的方法没有找到任何模式</translation>
    </message>
</context>
<context>
    <name>transcope::ui::LayersPanel</name>
    <message>
        <source>Measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Derived</source>
        <translation>派生</translation>
    </message>
    <message>
        <source>Method: %1</source>
        <translation>方法：%1</translation>
    </message>
    <message>
        <source>Weights: %1</source>
        <translation>权重：%1</translation>
    </message>
    <message>
        <source>SHA-256: %1…</source>
        <translation>SHA-256：%1…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes</source>
        <translation>
            <numerusform>%Ln 个基因</numerusform>
        </translation>
    </message>
    <message>
        <source>Normalisation: %1</source>
        <translation>归一化：%1</translation>
    </message>
    <message>
        <source>Patches cut at %1 µm/px</source>
        <translation>图块按 %1 µm/px 裁取</translation>
    </message>
    <message>
        <source>Precision: %1</source>
        <translation>精度：%1</translation>
    </message>
    <message>
        <source>Date: %1</source>
        <translation>日期：%1</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>文件：%1</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>A layer of another file (Ctrl+I)</source>
        <translation>其他文件中的图层（Ctrl+I）</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Higher in the list</source>
        <translation>在列表中上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Lower in the list</source>
        <translation>在列表中下移</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Out of the document; in its session the layer stays</source>
        <translation>从文档中移除；图层仍保留在其会话中</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Bring back %1</source>
        <translation>恢复 %1</translation>
    </message>
    <message>
        <source>Name it %1 again</source>
        <translation>恢复名称 %1</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>放回原处</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Trained on the sections %1</source>
        <translation>训练所用切片：%1</translation>
    </message>
    <message>
        <source>%1 was trained on this section (%2).</source>
        <translation>%1 曾用此切片训练（%2）。</translation>
    </message>
    <message>
        <source>%1 is not scored: how its values were normalised is not stated.</source>
        <translation>%1 不参与评分：未说明其数值的归一化方式。</translation>
    </message>
    <message>
        <source>State it…</source>
        <translation>说明…</translation>
    </message>
    <message>
        <source>Take back what the values of %1 are</source>
        <translation>撤销对 %1 数值的说明</translation>
    </message>
    <message>
        <source>%1: inferred between the spots, not scored.</source>
        <translation>%1：在点之间推断，没有评分。</translation>
    </message>
    <message numerus="yes">
        <source>%1: inferred between the spots, scored at %Ln of them.</source>
        <translation>
            <numerusform>%1：在点之间推断，评分只涉及其中 %Ln 个点。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::LoadingNotice</name>
    <message>
        <source>%1 is still being opened: it is large, or its disk or network does not answer.</source>
        <translation>仍在打开 %1：文件很大，或者磁盘或网络没有响应。</translation>
    </message>
    <message>
        <source>Give Up</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>%1 does not answer: its disk or network may be gone. What is grey has not been read.</source>
        <translation>%1 无响应：其磁盘或网络可能已断开。灰色部分尚未读取。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>详情…</translation>
    </message>
    <message numerus="yes">
        <source>(%n earlier error(s) under Details)</source>
        <translation>
            <numerusform>（之前还有 %n 个错误，见详情）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::PatchPage</name>
    <message>
        <source>The model looks at the spot …</source>
        <translation>模型正在查看该斑点…</translation>
    </message>
    <message>
        <source>Where the model looks</source>
        <translation>模型关注之处</translation>
    </message>
    <message>
        <source>Attention of each level&apos;s cls token, which the prediction is made from, in the last mixing within the level; mean over the heads, and over the tokens that cover a place. 1 is even. It says where the model looked, not what it concluded.</source>
        <translation>各级别 cls 标记（预测由其得出）在该级别最后一次内部混合中的注意力；取各注意力头及覆盖该处的各标记的平均值。1 表示均匀。它说明模型看了哪里，而非得出了什么结论。</translation>
    </message>
    <message>
        <source>What the model takes of the spot: circle: the spot; hatched: beyond the slide</source>
        <translation>模型从该斑点取得的内容：圆圈：斑点；阴影线：切片之外</translation>
    </message>
    <message>
        <source>Click a spot on the slide to see what the model takes of it.</source>
        <translation>点击切片上的斑点，查看模型从中取得的内容。</translation>
    </message>
    <message>
        <source>Patches are those that a model takes: predict the spots first.</source>
        <translation>图块是模型所取用的部分：请先预测这些斑点。</translation>
    </message>
    <message>
        <source>The weights %1, which predicted, were not found: choose them in the panel Prediction.</source>
        <translation>未找到用于预测的权重 %1：请在“预测”面板中选择。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::PatchView</name>
    <message>
        <source>%1 µm</source>
        <translation>%1 µm</translation>
    </message>
    <message>
        <source>%1 px</source>
        <translation>%1 px</translation>
    </message>
    <message>
        <source>Level %1: %2</source>
        <translation>级别 %1：%2</translation>
    </message>
    <message>
        <source>Level %1: %2 · %3–%4 × even</source>
        <translation>级别 %1：%2 · 均匀值的 %3–%4 倍</translation>
    </message>
</context>
<context>
    <name>transcope::ui::PictureDialog</name>
    <message>
        <source>Picture of the Slide</source>
        <translation>切片图像</translation>
    </message>
    <message>
        <source>&amp;Stain:</source>
        <translation>染色(&amp;S)：</translation>
    </message>
    <message>
        <source>All, as scanned</source>
        <translation>全部（原始扫描）</translation>
    </message>
    <message>
        <source>Haematoxylin alone</source>
        <translation>仅苏木精</translation>
    </message>
    <message>
        <source>Eosin alone</source>
        <translation>仅伊红</translation>
    </message>
    <message>
        <source>Residual alone</source>
        <translation>仅残余</translation>
    </message>
    <message>
        <source>By optical density, with the stain vectors of Ruifrok and Johnston (2001); what is neither haematoxylin nor eosin is the residual</source>
        <translation>按光密度，采用 Ruifrok 与 Johnston（2001）的染色向量；既非苏木精也非伊红的部分为残余</translation>
    </message>
    <message>
        <source>&amp;Brightness:</source>
        <translation>亮度(&amp;B)：</translation>
    </message>
    <message>
        <source>&amp;Contrast:</source>
        <translation>对比度(&amp;C)：</translation>
    </message>
    <message>
        <source>&amp;Gamma:</source>
        <translation>伽马(&amp;G)：</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>伽马</translation>
    </message>
    <message>
        <source>Only what you see changes. Models and scores use the slide as it was scanned.</source>
        <translation>仅改变显示效果。模型与评分使用原始扫描的切片。</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>重置(&amp;R)</translation>
    </message>
</context>
<context>
    <name>transcope::ui::PredictionPanel</name>
    <message numerus="yes">
        <source>%Ln spots predicted in %1 s</source>
        <translation>
            <numerusform>已预测 %Ln 个斑点，用时 %1 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a weights file, or a program with a model of its own</source>
        <translation>选择权重文件，或自带模型的程序</translation>
    </message>
    <message>
        <source>Weights File…</source>
        <translation>权重文件…</translation>
    </message>
    <message>
        <source>Program…</source>
        <translation>程序…</translation>
    </message>
    <message>
        <source>The Authors&apos; Weights…</source>
        <translation>原作者的权重…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Predictions that wait for the running one; Delete removes one</source>
        <translation>等待当前预测完成的预测；按 Delete 移除</translation>
    </message>
    <message>
        <source>Waiting predictions</source>
        <translation>等待中的预测</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>斑点</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>No weights found</source>
        <translation>未找到权重</translation>
    </message>
    <message>
        <source>Program with a model of its own: %1</source>
        <translation>自带模型的程序：%1</translation>
    </message>
    <message>
        <source>Distance between grid points: µm, or px with “px” at the end</source>
        <translation>网格点间距：µm，或以“px”结尾表示像素</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation>GPU (CUDA)</translation>
    </message>
    <message>
        <source>Deviation over 8 views (8 times the time)</source>
        <translation>8 个视角的偏差（8 倍时间）</translation>
    </message>
    <message>
        <source>Each spot&apos;s patches are also predicted turned and mirrored. Their mean is the layer, their standard deviation one beside it.</source>
        <translation>每个斑点的图块还会旋转和镜像后再预测。其均值为图层，标准差为另一图层。</translation>
    </message>
    <message>
        <source>Shares of the zoom levels</source>
        <translation>各缩放级别的贡献</translation>
    </message>
    <message>
        <source>How much of each prediction comes from each zoom level, as layers of their own. M2OST only.</source>
        <translation>各缩放级别对每个预测值的贡献，作为单独的图层。仅限 M2OST。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose a Program</source>
        <translation>选择程序</translation>
    </message>
    <message>
        <source>Command that starts a worker with a model of its own,
for example: python3 my_worker.py</source>
        <translation>启动自带模型的工作进程的命令，
例如：python3 my_worker.py</translation>
    </message>
    <message>
        <source>Choose Weights</source>
        <translation>选择权重</translation>
    </message>
    <message>
        <source>Weights (*.safetensors);;All files (*)</source>
        <translation>权重 (*.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <source>The Authors&apos; Weights</source>
        <translation>原作者的权重</translation>
    </message>
    <message>
        <source>Of the session (%1)</source>
        <translation>会话中的（%1）</translation>
    </message>
    <message>
        <source>Measured (%1)</source>
        <translation>实测的（%1）</translation>
    </message>
    <message>
        <source>Grid over tissue</source>
        <translation>组织上的网格</translation>
    </message>
    <message>
        <source>Run next</source>
        <translation>排队运行</translation>
    </message>
    <message>
        <source>Run prediction</source>
        <translation>运行预测</translation>
    </message>
    <message>
        <source>Runs when the predictions before it have ended</source>
        <translation>在前面的预测结束后运行</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>接下来：%1</translation>
    </message>
    <message>
        <source>Finding the spots …</source>
        <translation>正在确定斑点…</translation>
    </message>
    <message>
        <source>Loading weights …</source>
        <translation>正在加载权重…</translation>
    </message>
    <message>
        <source>Predicting …</source>
        <translation>正在预测…</translation>
    </message>
    <message>
        <source>Choose a weights file (.safetensors).</source>
        <translation>请选择权重文件（.safetensors）。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln spots predicted</source>
        <translation>
            <numerusform>已预测 %1 / %Ln 个斑点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln spots</source>
        <translation>
            <numerusform>%1 / %Ln 个斑点</numerusform>
        </translation>
    </message>
    <message>
        <source>Pitch of the grid</source>
        <translation>网格间距</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Part of the slide that is filled</source>
        <translation>要填充的切片部分</translation>
    </message>
    <message>
        <source>What is predicted already is not predicted again. Other runs at the same time make it slower.</source>
        <translation>已经预测的不会再次预测。同时进行的其他运行会使其变慢。</translation>
    </message>
    <message>
        <source>Densely between the spots</source>
        <translation>在点之间密集预测</translation>
    </message>
    <message>
        <source>All of the tissue</source>
        <translation>全部组织</translation>
    </message>
    <message>
        <source>What the view shows</source>
        <translation>视图显示的部分</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>区域 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots, about %1</source>
        <comment>spots, duration</comment>
        <translation>
            <numerusform>%Ln 个点，约 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots; how long they take is known once these weights have run here</source>
        <translation>
            <numerusform>%Ln 个点；这些权重在此运行过一次后才知道需要多久</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::ProfilePlot</name>
    <message>
        <source>Measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionController</name>
    <message>
        <source>the region</source>
        <translation>该区域</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>区域 %1</translation>
    </message>
    <message>
        <source>Take %1 away</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Give %1 its shape back</source>
        <translation>恢复 %1 的形状</translation>
    </message>
    <message>
        <source>Name it %1 again</source>
        <translation>恢复名称 %1</translation>
    </message>
    <message>
        <source>Give %1 its colour back</source>
        <translation>恢复 %1 的颜色</translation>
    </message>
    <message>
        <source>Bring back %1</source>
        <translation>恢复 %1</translation>
    </message>
    <message>
        <source>Open the slide first: regions lie on it.</source>
        <translation>请先打开切片：区域位于切片之上。</translation>
    </message>
    <message>
        <source>Take the regions of %1 away</source>
        <translation>移除来自 %1 的区域</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionGenesModel</name>
    <message>
        <source>Gene</source>
        <translation>基因</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>区域内</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>区域外</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>p adj.</source>
        <translation>校正 p</translation>
    </message>
    <message>
        <source>A click shows it in the views</source>
        <translation>单击即在视图中显示</translation>
    </message>
    <message>
        <source>Mean of the spots inside</source>
        <translation>区域内斑点的均值</translation>
    </message>
    <message>
        <source>Mean of the spots that they are compared with</source>
        <translation>所比较斑点的均值</translation>
    </message>
    <message>
        <source>Effect size: how often a spot inside has more than one outside; 0.5 is no difference</source>
        <translation>效应量：区域内斑点高于区域外斑点的概率；0.5 表示无差异</translation>
    </message>
    <message>
        <source>Wilcoxon’s rank-sum test, adjusted for the number of genes (Benjamini and Hochberg). Neighbouring spots are not independent: it is too small</source>
        <translation>Wilcoxon 秩和检验，按基因数目校正（Benjamini–Hochberg）。相邻斑点并不独立，因此 p 值偏小</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionsModel</name>
    <message>
        <source>Class: %1</source>
        <translation>类别：%1</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Spots</source>
        <translation>斑点数</translation>
    </message>
    <message>
        <source>mm²</source>
        <translation>mm²</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RegionsPanel</name>
    <message>
        <source>Colour…</source>
        <translation>颜色…</translation>
    </message>
    <message>
        <source>Another colour for the region</source>
        <translation>更改区域颜色</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Shows the region as large as the view (Return)</source>
        <translation>将区域放大到整个视图（回车）</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Takes the region away (Delete)</source>
        <translation>移除该区域(Delete)</translation>
    </message>
    <message>
        <source>Against:</source>
        <translation>对比：</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>What the region is compared with</source>
        <translation>与该区域比较的对象</translation>
    </message>
    <message>
        <source>Genes of the region</source>
        <translation>区域的基因</translation>
    </message>
    <message>
        <source>all other spots</source>
        <translation>所有其他斑点</translation>
    </message>
    <message>
        <source>Choose a tool, and draw a region on the slide.</source>
        <translation>请选择工具，在切片上绘制区域。</translation>
    </message>
    <message>
        <source>Choose a region.</source>
        <translation>请选择区域。</translation>
    </message>
    <message>
        <source>There is no layer to compare.</source>
        <translation>没有可比较的图层。</translation>
    </message>
    <message>
        <source>%1, %2: %3 spots inside, %4 outside.</source>
        <translation>%1，%2：区域内 %3 个斑点，区域外 %4 个。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots lie in both and are left out.</source>
        <translation>
            <numerusform>%Ln 个斑点同时位于两者之中，已排除。</numerusform>
        </translation>
    </message>
    <message>
        <source>Correlation with the measurement, mean per spot: %1 inside, %2 outside.</source>
        <translation>与测量值的相关性（每斑点均值）：区域内 %1，区域外 %2。</translation>
    </message>
    <message>
        <source>undefined</source>
        <translation>未定义</translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln spots lie inside: too few for a statement.</source>
        <translation>
            <numerusform>区域内只有 %Ln 个斑点：过少，无法得出结论。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln spots lie outside: too few for a statement.</source>
        <translation>
            <numerusform>区域外只有 %Ln 个斑点：过少，无法得出结论。</numerusform>
        </translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>All spots lie in the region, or none: there is nothing to compare.</source>
        <translation>所有斑点都在该区域内，或者一个也没有：没有可比较的内容。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Those predicted best</source>
        <translation>预测最好的基因</translation>
    </message>
    <message>
        <source>No baselines</source>
        <translation>无基线</translation>
    </message>
    <message>
        <source>Predictors that look at no picture are made from a folder of training sections and stand beside the scores</source>
        <translation>由训练切片文件夹得到不看图像的预测，并列于评分旁</translation>
    </message>
    <message>
        <source>Folder of Training Sections</source>
        <translation>训练切片文件夹</translation>
    </message>
    <message>
        <source>&amp;Genes of the maps:</source>
        <translation>图中的基因(&amp;G)：</translation>
    </message>
    <message>
        <source>&amp;Training sections:</source>
        <translation>训练切片(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RotationDialog</name>
    <message>
        <source>Rotation</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>&amp;Angle, clockwise:</source>
        <translation>角度（顺时针）(&amp;A)：</translation>
    </message>
    <message>
        <source>Shift and dragging with the left button turns the slide, too</source>
        <translation>按住 Shift 并用左键拖动也可旋转切片</translation>
    </message>
    <message>
        <source>&amp;Upright</source>
        <translation>恢复正向(&amp;U)</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RunController</name>
    <message>
        <source>Open a slide first.</source>
        <translation>请先打开切片。</translation>
    </message>
    <message>
        <source>No weights are chosen. Choose a .safetensors file in the panel Prediction.</source>
        <translation>未选择权重。请在“预测”面板中选择 .safetensors 文件。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RunCost</name>
    <message>
        <source>No spot lies in this part of the slide. Choose a part with tissue, or a finer pitch.</source>
        <translation>切片的这一部分没有点。请选择有组织的部分，或更小的间距。</translation>
    </message>
</context>
<context>
    <name>transcope::ui::RunQueue</name>
    <message>
        <source>%1, dense %2 µm</source>
        <translation>%1，密集 %2 µm</translation>
    </message>
</context>
<context>
    <name>transcope::ui::ScorePanel</name>
    <message>
        <source>p &lt; %1</source>
        <translation>p &lt; %1</translation>
    </message>
    <message>
        <source>p = %1</source>
        <translation>p = %1</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>All three scores as a figure (PDF, SVG, PNG, TIFF), or every value as a table (CSV)</source>
        <translation>三种评分的插图（PDF、SVG、PNG、TIFF），或所有数值的表格（CSV）</translation>
    </message>
    <message>
        <source>Measured and predicted expression are compared here, spot by spot.</source>
        <translation>此处逐个斑点比较实测与预测的表达。</translation>
    </message>
    <message>
        <source>None of the predicted spots was measured, so there is nothing to compare.</source>
        <translation>预测的斑点均未实测，因此无可比较。</translation>
    </message>
    <message>
        <source>None of the predicted genes was measured in this section.</source>
        <translation>预测的基因在此切片中均未实测。</translation>
    </message>
    <message>
        <source>Measured and predicted share %1 of %2 genes that a correlation needs.</source>
        <translation>计算相关系数需要 %2 个共有基因，实测与预测只有 %1 个。</translation>
    </message>
    <message>
        <source>Waiting for the first predicted spots.</source>
        <translation>正在等待第一批预测的斑点。</translation>
    </message>
    <message>
        <source>Section mean (no image)</source>
        <translation>切片均值（无图像）</translation>
    </message>
    <message>
        <source>Save the Scores</source>
        <translation>保存评分</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;TIFF (*.tif);;Table (*.csv)</source>
        <translation>PDF (*.pdf);;SVG (*.svg);;PNG (*.png);;TIFF (*.tif);;表格 (*.csv)</translation>
    </message>
    <message>
        <source>What the t-tests beneath the boxes hold each layer against</source>
        <translation>箱线图下方 t 检验的对比对象</translation>
    </message>
    <message numerus="yes">
        <source>%Ln genes, 1 section of 1 patient. p: paired t-test over genes.</source>
        <translation>
            <numerusform>%Ln 个基因，1 名患者的 1 张切片。p：按基因的配对 t 检验。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln spots, 1 section of 1 patient. p: paired t-test; spots are not independent, so it is too small.</source>
        <translation>
            <numerusform>%Ln 个斑点，1 名患者的 1 张切片。p：配对 t 检验；斑点并不独立，因此该值偏小。</numerusform>
        </translation>
    </message>
    <message>
        <source>What p is against</source>
        <translation>p 的对比对象</translation>
    </message>
    <message>
        <source>p against %1</source>
        <translation>p 对比 %1</translation>
    </message>
    <message>
        <source>Depth alone (oracle)</source>
        <translation>仅测序深度（先知）</translation>
    </message>
    <message>
        <source>Correlation per spot</source>
        <translation>各斑点相关系数</translation>
    </message>
    <message>
        <source>RMSE per spot</source>
        <translation>每个斑点的 RMSE</translation>
    </message>
    <message>
        <source>Correlation per gene</source>
        <translation>每个基因的相关系数</translation>
    </message>
</context>
<context>
    <name>transcope::ui::ScorePlot</name>
    <message>
        <source>mean %1</source>
        <translation>均值 %1</translation>
    </message>
    <message>
        <source>%1: mean %2, median %3, n = %4</source>
        <translation>%1：均值 %2，中位数 %3，n = %4</translation>
    </message>
    <message>
        <source> (%1 undefined)</source>
        <translation>（%1 个无定义）</translation>
    </message>
</context>
<context>
    <name>transcope::ui::SlideFolderDialog</name>
    <message>
        <source>Slides of a Folder</source>
        <translation>文件夹中的切片</translation>
    </message>
    <message>
        <source>Choose &amp;Folder…</source>
        <translation>选择文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Open Slide</source>
        <translation>打开切片(&amp;O)</translation>
    </message>
    <message>
        <source>Open &amp;Session</source>
        <translation>打开会话(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln slides</source>
        <translation>
            <numerusform>%Ln 张切片</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>transcope::ui::SlideFolderModel</name>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
</context>
<context>
    <name>transcope::ui::SlideView</name>
    <message>
        <source>Slide view</source>
        <translation>切片视图</translation>
    </message>
</context>
<context>
    <name>transcope::ui::SpotInspector</name>
    <message>
        <source>undefined</source>
        <translation>无定义</translation>
    </message>
    <message>
        <source>Spot %1</source>
        <translation>斑点 %1</translation>
    </message>
    <message>
        <source>Scale unknown: no position in µm</source>
        <translation>比例未知：没有以 µm 表示的位置</translation>
    </message>
    <message>
        <source>r = %1 · RMSE = %2</source>
        <translation>r = %1 · RMSE = %2</translation>
    </message>
    <message>
        <source>Border spot: a patch reached beyond the slide and was padded</source>
        <translation>边缘斑点：有图块超出切片范围并已填充</translation>
    </message>
    <message>
        <source>Values: %1</source>
        <translation>数值：%1</translation>
    </message>
    <message>
        <source>%1: %2 ± %3 over 8 views</source>
        <translation>%1：%2 ± %3（8 个视角）</translation>
    </message>
    <message>
        <source>Level %1</source>
        <translation>级别 %1</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>%1 = sum of its zoom levels:</source>
        <translation>%1 = 各缩放级别之和：</translation>
    </message>
    <message>
        <source>Click a spot on the slide to see its genes.</source>
        <translation>单击切片上的斑点可查看其基因。</translation>
    </message>
    <message>
        <source>Genes</source>
        <translation>基因</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>图块</translation>
    </message>
</context>
<context>
    <name>transcope::ui::SpotProfileModel</name>
    <message>
        <source>Gene</source>
        <translation>基因</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
</context>
<context>
    <name>transcope::ui::StartPage</name>
    <message>
        <source>Gene expression predicted from H&amp;E slides, beside the measurement where there is one. Predictions are estimates for research and no basis for a diagnosis.</source>
        <translation>由 H&amp;E 切片预测的基因表达；有测量值时与之并列显示。预测是供研究使用的估计，不能作为诊断依据。</translation>
    </message>
    <message>
        <source>Open a slide</source>
        <translation>打开切片</translation>
    </message>
    <message>
        <source>A whole-slide image or any picture of tissue; genes are then predicted</source>
        <translation>全切片图像或任何组织图片；随后预测基因表达</translation>
    </message>
    <message>
        <source>Open a section with expression</source>
        <translation>打开带表达数据的切片</translation>
    </message>
    <message>
        <source>A table, .h5ad or .h5 with measured counts; a picture of the tissue beside or in it</source>
        <translation>含测量计数的表格、.h5ad 或 .h5；组织图片在其旁或其中</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>What Space Ranger wrote, or a zarr store</source>
        <translation>Space Ranger 的输出，或 zarr 存储</translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>Predictions and views that Transcope kept (.transcope)</source>
        <translation>Transcope 保存的预测和视图 (.transcope)</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>试用演示</translation>
    </message>
    <message>
        <source>A made-up section whose expression is known; made here in some seconds</source>
        <translation>表达已知的人造切片；几秒钟内在此生成</translation>
    </message>
    <message>
        <source>Read the guide</source>
        <translation>阅读指南</translation>
    </message>
    <message>
        <source>From a slide to a figure in ten minutes</source>
        <translation>十分钟从切片到图</translation>
    </message>
    <message>
        <source>Start page</source>
        <translation>起始页</translation>
    </message>
    <message>
        <source>Open &amp;again</source>
        <translation>再次打开(&amp;A)</translation>
    </message>
    <message>
        <source>Files that were open last</source>
        <translation>最近打开的文件</translation>
    </message>
    <message>
        <source>%1 is not there now</source>
        <translation>%1 现在不存在</translation>
    </message>
</context>
<context>
    <name>transcope::ui::ViewHead</name>
    <message>
        <source>Gene</source>
        <translation>基因</translation>
    </message>
    <message>
        <source>The gene chosen last</source>
        <translation>最近选择的基因</translation>
    </message>
    <message>
        <source>Residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>The gene, predicted minus measured</source>
        <translation>该基因的预测值减实测值</translation>
    </message>
    <message>
        <source>Disagreement</source>
        <translation>分歧</translation>
    </message>
    <message>
        <source>The gene: how far the methods differ</source>
        <translation>该基因：各方法相差多少</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相关系数</translation>
    </message>
    <message>
        <source>Of prediction and measurement in each spot</source>
        <translation>各斑点中预测与实测的相关系数</translation>
    </message>
    <message>
        <source>First component</source>
        <translation>第一主成分</translation>
    </message>
    <message>
        <source>First principal component of the layer</source>
        <translation>图层的第一主成分</translation>
    </message>
    <message>
        <source>PCA colours</source>
        <translation>主成分颜色</translation>
    </message>
    <message>
        <source>Three principal components as red, green, blue</source>
        <translation>三个主成分分别为红、绿、蓝</translation>
    </message>
    <message>
        <source>Border spots</source>
        <translation>边缘斑点</translation>
    </message>
    <message>
        <source>Whether a patch reached beyond the slide</source>
        <translation>图块是否超出切片范围</translation>
    </message>
    <message>
        <source>Layer of this view</source>
        <translation>此视图的图层</translation>
    </message>
    <message>
        <source>Map of this view</source>
        <translation>此视图的图</translation>
    </message>
    <message>
        <source>All the room for this view, or back (double click)</source>
        <translation>让此视图占满空间，或还原（双击）</translation>
    </message>
    <message>
        <source>Close this view</source>
        <translation>关闭此视图</translation>
    </message>
    <message>
        <source>Place and zoom as in the other views</source>
        <translation>位置和缩放与其他视图一致</translation>
    </message>
    <message>
        <source>Turned as the other views</source>
        <translation>旋转与其他视图一致</translation>
    </message>
    <message>
        <source>Gene as in the other views</source>
        <translation>基因与其他视图一致</translation>
    </message>
    <message>
        <source>One colour range with the other views, where they show the same quantity</source>
        <translation>与显示同一量的其他视图共用颜色范围</translation>
    </message>
    <message>
        <source>Slide alone</source>
        <translation>仅切片</translation>
    </message>
    <message>
        <source>What this view shares with the others</source>
        <translation>此视图与其他视图共享的内容</translation>
    </message>
</context>
</TS>

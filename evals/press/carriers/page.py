"""What stands around a report on a department's web site. Everything in it is fictional."""

PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>.table-title {{ text-align: center }} td.number {{ text-align: right }}</style>
<script>var visits = 20480; document.title = document.title.trim();</script>
</head>
<body>
<div class="top"><a href="/">网站首页</a> | <a href="/news/">政务要闻</a> | <a href="/open/">政府信息公开</a></div>
<ul class="nav"><li><a href="/open/budget/">部门预算</a></li><li><a href="/open/final/">部门决算</a></li></ul>
<div class="where">当前位置：首页 &gt; 政府信息公开 &gt; 部门决算</div>
<div class="article">
<div class="info">来源：办公室&nbsp;&nbsp;浏览次数：<span id="hits">1024</span>&nbsp;&nbsp;字号：大 中 小</div>
<div class="content">
{main}
</div>
<div class="tools"><a href="#">打印本页</a> <a href="#">关闭窗口</a></div>
</div>
<div class="footer"><p>主办单位：虚构县人民政府办公室&nbsp;&nbsp;网站标识码：0000000000</p>
<p>联系电话：000-0000000</p></div>
</body>
</html>
"""

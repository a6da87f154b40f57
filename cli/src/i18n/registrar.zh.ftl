# 登记处的拒绝、轻客户端的答复、应有的文件。
refusal-signature = 签名与请求不符
    .cure = 用 --registrar 指明本链的登记处。
refusal-time = 请求签署于 5 分钟以前或将来
    .cure = 校正工作台的时钟。
refusal-repeated = 该请求已答复过
    .cure = 再次运行命令，会重新签署。
refusal-not-officer = 该账户不是组织 { $org } 的经办人或审批人
    .cure = 请其上级组织任命。
refusal-size = 一次请求为 1 至 { $most } 项
    .cure = 分次请求。
refusal-limit = 已达每日 { $limit } 个证件的上限（已用 { $used } 个）
    .cure = 明日继续，或请登记处保管人调高。
refusal-document = 第 { $index } 个证件（从 0 起）被拒绝：{ $why }
    .cure = 改正该行；工作台与登记处使用相同版本。
refusal-not-hex = 不是十六进制
refusal-not-issued = 第 { $index } 个标识（从 0 起）不是本登记处为该组织算出的
    .cure = 先取得其标识。
refusal-log = 登记处无法写入日志，因此不作答复（{ $why }）
    .cure = 告知登记处保管人。
registrar-tag-key = 登记处的标识密钥
registrar-cannot-ask = 登记处无法向链查询您是谁：{ $why }然后再试。
registrar-no-loopback = { $address } 不是本机回环地址，证件号码以明文 HTTP 送到这里：只允许经隧道（TLS、SSH 或 WireGuard）访问
registrar-no-listen = 无法在 { $address } 接受请求（{ $why }）
    .cure = 用 --listen 指明另一个地址。
log-io = 登记处的日志无法读写（{ $why }）
    .cure = 检查磁盘是否有空间、您是否有权写入。
log-broken = 登记处日志第 { $line } 行与前一行不相连：日志被改动过
    .cure = 从副本恢复 registrar.log，并查明原因。
log-short = 登记处日志有 { $found } 行，其保险库记得 { $expected } 行：末尾被删，或文件已不在
    .cure = 从副本恢复 registrar.log，并查明原因。没有副本的，`chuxin registrar serve --accept-log` 从现有内容继续，并记录在案。
log-other = 登记处日志第 { $line } 行不是其保险库所记得的：这是另一份日志
    .cure = 从副本恢复 registrar.log，并查明原因。没有副本的，`chuxin registrar serve --accept-log` 从现有内容继续，并记录在案。
log-ahead = 登记处日志有 { $found } 行，其保险库记得 { $expected } 行：保险库是旧的
    .cure = 恢复保险库的最新副本，或用 `chuxin registrar serve --accept-log` 以现有的继续，并记录在案。
log-no-anchor = 登记处的保险库不记得任何日志，而 `chuxin registrar init` 会记下
    .cure = 从副本恢复保险库。没有副本的，`chuxin registrar serve --accept-log` 从现有日志继续，并记录在案。
log-anchor = 登记处日志的锚点

## 轻客户端

light-no-genesis = 轻客户端没有给出创世区块的哈希
    .cure = 用 `chuxin-node export-chain-spec --raw` 重新生成完整的链规范。
light-failed = 轻客户端：{ $why }
    .cure = 再次运行命令；仍然如此，则使用与此链同版本的 chuxin。
light-no-answer = 对 { $method } 没有答复
light-unclear = 无法读取{ $what }：请使用与此链同版本的 chuxin
light-itself = 自身的请求
light-block-hash = 区块的哈希
light-block-header = 区块头
light-authorities = 验证者集合
light-no-more-at-once = 一次不能读取更多
light-unproven = 其他节点没有证明所查询的内容
light-not-proven = 有一个值未得到证明：{ $why }
light-stopped = 已停止
light-anew = 重新开始了
light-no-peer-proves = 没有节点能证明
light-spec-unreadable = { $why }。请用 `chuxin-node export-chain-spec --raw` 生成。
light-spec-without-code = 其中没有含运行时代码的状态。请用 `chuxin-node export-chain-spec --raw` 生成完整的。
light-spec-without-bootnode = 其中没有引导节点。请在 `bootNodes` 中加入一个，如 /ip4/127.0.0.1/tcp/30334/ws/p2p/PEER。
pin-unreadable = { $why }。请重新取得（`chuxin credential pin`）。

## 文件

file-act = 能打开的事项文件
file-consent = 同意书
file-runtime = 运行时
file-pin = 固定的验证者集合
file-member = 能打开的党员文件
file-chain-spec = 轻客户端所用的链规范
member-file-not-sealed = 内容无法写出（{ $why }）
    .cure = 再次运行命令；仍然如此，则使用最新的工作台。
member-file-too-large = 档案过大，无法加密
    .cure = 缩短其中的文字。
member-file-no-key = 无法由口令算出密钥（{ $why }）
    .cure = 关闭其他程序：需要 256 MiB 内存。

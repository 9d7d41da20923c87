/**
 * The textual form of a graph: one line per node, types always printed.
 *
 * <pre>
 * graph @name(%x: f32[1,3,H,W]) {
 *   %a = conv(%x, f32[16,3,3,3]#16c66a01e3, _) {strides=[2,2], pads=[1,1,1,1]} : f32[1,16,...] @label
 *   %m = channel_mask(%a, f32[4]#[0.9, 0.1, 1, 0]) : f32[1,16,...]
 *   %l, _ = split(%m) {axis=1, sizes=[2,2]} : f32[1,2,...], _
 *   %s = add(%l, %w=f32[2,1,1]#rand(7)) : f32[1,2,...]
 *   %z = mul(%s, %w) : f32[1,2,...]
 *   return %z
 * }
 * </pre>
 *
 * <ul>
 *   <li>{@code _} is an absent operand or an unused result.
 *   <li>A constant is written where it is read: its type, {@code #}, and its elements. The printer
 *       writes a content digest, to be looked up in the side file ({@link
 *       dev.espalier.ir.text.IrFiles}); and the elements themselves for scalars, and, up to 16
 *       elements, for integer vectors, mask scores and choice logits. The parser also knows {@code
 *       #rand(seed)} ({@link dev.espalier.ir.text.SeededTensor}), {@code #zeros}, {@code #ones},
 *       {@code #fill(v)}, and lists of any length, in row-major order.
 *   <li>A constant that is read more than once or returned has a name, written with its elements at
 *       the first use: {@code %w=f32[4]#rand(1)}, then {@code %w}. Other constants get names of the
 *       parser's choice. Constants nobody reads are not printed.
 *   <li>Attributes are the components of the operator's record, in order, without those that have
 *       their default value ({@link dev.espalier.ir.op.Default}).
 *   <li>Types of results are optional when parsing; if given, they are checked.
 *   <li>{@code @label} is the label of a node, if it has one that is not its first result's name.
 *   <li>Names other than {@code [A-Za-z0-9_.]+} are quoted: {@code %"gpu_0/data_0"}. {@code //}
 *       starts a comment.
 * </ul>
 */
package dev.espalier.ir.text;

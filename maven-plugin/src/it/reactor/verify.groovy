import java.util.zip.ZipFile

def file = { new File(basedir, it) }
def log = file('build.log').text

// The models, and not the reports, are resources; everything is attached.
def names = new ZipFile(file('producer/target/producer-1.jar')).entries()*.name
assert names.contains('models/model.onnx') && names.contains('models/model.tflite')
assert !names.any { it.endsWith('report.json') }

// What one module attached, another one got.
def bytes = { file(it).bytes }
def outputs = 'producer/target/generated-resources/espalier'
assert bytes('consumer/target/models/producer-1-fp32.onnx') == bytes("${outputs}/model.onnx")
assert bytes('consumer/target/models/producer-1-fp32.tflite') == bytes("${outputs}/model.tflite")
assert bytes('consumer/target/models/producer-1-fp32-report.json') == bytes("${outputs}/report.json")
assert bytes('consumer/target/models/producer-1-fp16.tflite') == bytes('producer/target/half/model.tflite')
assert bytes("${outputs}/model.tflite") != bytes('producer/target/half/model.tflite')

// A compiled model has nothing left to take out: compiled again, it stays as it is.
assert file('consumer/target/generated-resources/espalier/model.tflite').exists()
assert log.contains('stored-1.onnx: nothing was compiled yet')
assert log.contains('stored-1.onnx: <force> is set')

// All of them ran the files in both runtimes, in whichever realm they were.
assert log.count(' in onnxruntime: equal') == 7
assert log.count(' in tflite: equal') == 7
assert log.count(' in tflite: stated') == 1

// The line that TFLite writes once: two copies of the library in the first Java, one in the second.
assert log.count('Created TensorFlow Lite XNNPACK delegate') == 3

return true

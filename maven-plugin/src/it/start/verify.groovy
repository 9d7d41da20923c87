import java.util.zip.ZipFile

def outputs = new File(basedir, 'readme/target/generated-resources/espalier')
['model.onnx', 'model.tflite', 'report.json', 'SHA256SUMS'].each { assert new File(outputs, it).file : it }

def names = new ZipFile(new File(basedir, 'android-release/target/streets-for-android-1.0-release.zip')).entries()*.name
assert names.contains('src/main/assets/model.tflite')
assert names.contains('model-report/report.json') && names.contains('model-report/SHA256SUMS')
assert !names.any { it.contains('.espalier') }
assert new File(basedir, 'build.log').text.count('checked: ') == 2

return true
